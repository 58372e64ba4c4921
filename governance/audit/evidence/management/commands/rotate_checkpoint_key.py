"""``manage.py rotate_checkpoint_key``: a new signing key, announced by the old one."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import CodedError
from governance.audit.evidence.services import keys
from governance.identity.models import User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of


class Command(BaseCommand):
    help = (
        "更换检查点签名密钥：旧密钥签署交接声明，旧检查点继续有效。/ "
        "A new key for checkpoints, announced by the old one; old checkpoints stay valid."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--new-key", type=Path, required=True, metavar="FILE",
            help="新私钥写入的文件（权限 600，不覆盖）/ file for the new private key",
        )  # fmt: skip
        parser.add_argument(
            "--name", help="密钥名称，仅初次使用时需要 / the log's name, for the first key"
        )
        parser.add_argument(
            "--as", dest="username", help="系统管理员用户名 / a system administrator"
        )
        parser.add_argument("--reason", default="", help="理由 / why")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["new_key"]
        try:
            if keys.current() is None:
                self._first(path, options["name"])
            else:
                self._rotate(path, options["username"], options["reason"])
        except CodedError as error:
            raise CommandError(f"{error.code}: {error.zh} / {error.en}") from error
        self.stdout.write(
            f"新私钥在 {path}。请把内容设为封存机器的 EVIDENCE_KEY，备份到保险处，再删除该文件。/ "
            f"The new private key is in {path}: set EVIDENCE_KEY to it, back it up, delete the file."
        )

    def _first(self, path: Path, name: str | None) -> None:
        if not name:
            raise CommandError(
                "初次使用请给出 --name 域名/log / the first key needs --name domain/log"
            )
        key = keys.new_key_file(path, name)
        self.stdout.write(f"公钥 / public key: {key.verifier}")

    def _rotate(self, path: Path, username: str | None, reason: str) -> None:
        user = User.objects.filter(username=username or "").first()
        actor = actor_of(user) if user else None
        if actor is None or not actor.may(Role.SYSTEM_ADMIN):
            raise CommandError(
                "请用 --as 给出一名系统管理员 / --as must name a system administrator"
            )
        old = keys.signer()
        new = keys.new_key_file(path, old.name)
        try:
            row = keys.rotate(actor=actor, reason=reason, new=new)
        except CodedError:
            path.unlink()
            raise
        self.stdout.write(f"旧公钥 / old key: {old.verifier}")
        self.stdout.write(f"新公钥 / new key: {row.verifier}")
        self.stdout.write(row.rotation or "")
