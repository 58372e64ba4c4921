"""What can go wrong with a backup, each with a sentence to act on."""

from __future__ import annotations

from enum import Enum

from core.errors import CodedError, Sentence


class BackupCode(Enum):
    """Refusals of backup and restore; nothing was changed when one is raised."""

    PROGRAMS_MISSING = Sentence(
        zh="服务器是 PostgreSQL {wanted}，需要同一大版本的 {program}；找到的是：{found}。"
        "请安装 postgresql-client-{wanted}，或用 PG_BIN 指出其程序目录。",
        en="The server is PostgreSQL {wanted} and needs a {program} of the same major version; found: "
        "{found}. Install postgresql-client-{wanted}, or name the directory of its programs in PG_BIN.",
    )
    PLACE_TAKEN = Sentence(
        zh="{path} 已存在。请给出一个新的目录，备份从不覆盖已有文件。",
        en="{path} exists already. Name a new directory: a backup never overwrites anything.",
    )
    OWNER_NEEDED = Sentence(
        zh="备份与恢复须以库的所有者连接。请在本次命令的环境中设置 DATABASE_OWNER_URL。",
        en="Backup and restore connect as the database's owner. Set DATABASE_OWNER_URL for this command.",
    )
    NO_BACKUP = Sentence(
        zh="{path} 不是一份完整的备份：{reason}。请选择含有 {files} 的目录。",
        en="{path} is not a whole backup: {reason}. Choose a directory with {files}.",
    )
    CORRUPTED = Sentence(
        zh="{path} 与清单记载的校验值不符（应为 {wanted}，实为 {found}），备份已损坏或被改动，不予恢复。"
        "请使用另一份副本。",
        en="{path} is not the file its manifest describes (SHA-256 {wanted}, found {found}): damaged or "
        "changed, and not restored. Use another copy.",
    )
    NOT_EMPTY = Sentence(
        zh="数据库 {database} 不是空的（已有 {tables} 张表）。请恢复到一个新库，切勿恢复到在用的库。",
        en="The database {database} is not empty ({tables} tables). Restore into a new one, never into one "
        "that is in use.",
    )
    SERVER_OLDER = Sentence(
        zh="备份来自 PostgreSQL {wanted}，目标服务器是较旧的 {found}。请恢复到 {wanted} 或更新的服务器。",
        en="The backup is of PostgreSQL {wanted}, the target server is {found}, which is older. Restore on "
        "{wanted} or newer.",
    )
    PROGRAM_FAILED = Sentence(
        zh="{program} 未能完成，没有留下任何改动。它的输出：\n{tail}",
        en="{program} did not finish; nothing of it stays. It said:\n{tail}",
    )


class BackupProblem(CodedError):
    """A backup or restore that cannot be done as asked; the message says what to do."""

    def __str__(self) -> str:
        return f"{self.zh}\n{self.en}"
