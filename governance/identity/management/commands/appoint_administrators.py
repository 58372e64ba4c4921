"""``manage.py appoint_administrators``: the three people of a new registry, once.

Makes the users that do not exist yet, with a random first password that is printed once and must be
changed at the first log-in. Afterwards roles are granted in the admin.
"""

from __future__ import annotations

import secrets
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from core.errors import CodedError
from governance.identity.models import User
from governance.identity.services.first_administrators import appoint_first_administrators

DUTIES = {"system": "系统管理员", "security": "安全管理员", "audit": "审计管理员"}


class Command(BaseCommand):
    help = "首次任命三员（只能一次） / appoint the first three administrators, once"

    def add_arguments(self, parser: CommandParser) -> None:
        for duty, zh in DUTIES.items():
            parser.add_argument(
                f"--{duty}", required=True, metavar="用户名:姓名", help=f"{zh}, username:name"
            )
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        told: list[str] = []
        try:
            with transaction.atomic():
                people = {duty: self._person(options[duty], told) for duty in DUTIES}
                appoint_first_administrators(**people, reason=options["reason"])
        except CodedError as refusal:
            raise CommandError(f"{refusal.zh}\n{refusal.en}") from refusal
        for duty, user in people.items():
            self.stdout.write(f"{DUTIES[duty]}：{user}")
        for line in told:
            self.stdout.write(line)

    def _person(self, text: str, told: list[str]) -> User:
        username, _, real_name = text.partition(":")
        found = User.objects.filter(username=username).first()
        if found is not None:
            if found.is_superuser or not found.is_active:
                raise CommandError(f"{username} 是超级用户或已停用 / is a superuser or inactive")
            found.is_staff = True
            found.save(update_fields=["is_staff"])
            return found
        if not username or not real_name:
            raise CommandError(f"请写“用户名:姓名” / write username:name, not {text!r}")
        password = f"Aa1-{secrets.token_urlsafe(12)}"
        told.append(
            f"  {username} 的初始密码（只显示一次，首次登录须修改） / first password: {password}"
        )
        return User.objects.create_user(
            username, password=password, real_name=real_name, is_staff=True
        )
