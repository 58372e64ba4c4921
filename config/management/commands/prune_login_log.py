"""``manage.py prune_login_log``: remove log-in records older than rule R-RECORD-01 requires.

Stands here because it joins two rooms: the number of months is the rulebook's, the log identity's.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import clock
from core.errors import CodedError
from governance.identity.models import User
from governance.identity.selectors import actor_of
from governance.identity.services.login_retention import prune_login_log
from governance.rulebook.selectors import value_on


class Command(BaseCommand):
    help = "清理超过保存期的登录记录 / remove log-in records beyond their retention"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as", required=True, dest="username", help="operator who does it")
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError("没有这个用户 / no such user")
        try:
            months = value_on("R-RECORD-01", "system_log_months", "", clock.today())
            gone = prune_login_log(
                actor=actor_of(user), keep_months=int(str(months)), reason=options["reason"]
            )
        except CodedError as refusal:
            raise CommandError(f"{refusal.zh}\n{refusal.en}") from refusal
        self.stdout.write(f"保存期 {months} 个月；删除 {gone} 条 / kept {months} months")
