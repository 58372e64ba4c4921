"""``manage.py break_glass``: a role for a short time when no security administrator can be reached.

Whoever runs it is on the server already; what it adds is a trace that cannot be left out: the
operating-system user behind the session (also behind sudo) and the machine.
"""

from __future__ import annotations

import os
import pwd
import socket
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core.errors import CodedError
from governance.identity.roles import Role
from governance.identity.services.break_glass import open_break_glass


def os_user() -> str:
    """Who runs this: the effective user, and behind it whoever called sudo, if anyone says so."""
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        name = f"uid {os.geteuid()}"
    behind = os.environ.get("SUDO_USER", "")
    return f"{name} (sudo: {behind})"[:100] if behind else name


class Command(BaseCommand):
    help = "应急授权：短时授予角色，永久留痕 / a role for a short time, with a permanent trace"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--user", required=True, help="user name of who gets the role")
        parser.add_argument("--role", required=True, choices=[role.value for role in Role])
        parser.add_argument("--reason", required=True)
        parser.add_argument("--minutes", required=True, type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            opened = open_break_glass(
                username=options["user"],
                role=options["role"],
                minutes=options["minutes"],
                reason=options["reason"],
                os_user=os_user(),
                host=socket.gethostname(),
            )
        except CodedError as refusal:
            raise CommandError(f"{refusal.zh}\n{refusal.en}") from refusal
        grant = opened.grant
        self.stdout.write(
            f"已应急授权：{grant}，至 {grant.valid_to:%Y-%m-%d %H:%M %Z}；"
            f"已记录 {opened.os_user}@{opened.host}，期间后台每页显示。"
        )
        self.stdout.write(
            "Granted and recorded for ever. The security administrator can end it early under "
            "角色授权 (role grants)."
        )
