"""``manage.py expire_approvals --as USERNAME``: end every proposal whose term has passed."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import CodedError
from governance.audit.approvals.services.ending import expire_due
from governance.identity.models import User
from governance.identity.selectors import actor_of


class Command(BaseCommand):
    help = (
        "将超过复核期限的事项记为已过期；每日运行，可重复运行。/ "
        "Ends the approvals whose term has passed; daily, and harmless to repeat."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--as",
            dest="username",
            required=True,
            metavar="USERNAME",
            help="以哪位运行人员的名义 / the operator in whose name it is done",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"没有用户 {options['username']}。/ There is no such user.")
        try:
            ended = expire_due(actor=actor_of(user), reason="超过复核期限，自动记为过期")
        except CodedError as refusal:
            raise CommandError(f"{refusal.zh} / {refusal.en}") from refusal
        for approval in ended:
            expired = approval.expires_at.astimezone(clock.SHANGHAI)
            self.stdout.write(f"{approval}：期限 {expired:%Y-%m-%d %H:%M}")
        self.stdout.write(f"已过期 {len(ended)} 项。/ {len(ended)} ended.")
