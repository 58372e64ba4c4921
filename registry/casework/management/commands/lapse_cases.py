"""``manage.py lapse_cases --as USERNAME``: end every case whose correction is overdue."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.errors import CodedError
from governance.identity.models import User
from governance.identity.selectors import actor_of
from registry.casework.services.lapsing import lapse_due


class Command(BaseCommand):
    help = (
        "将逾期未补正的办件记为已失效（期限为暂定的不处理）；每日运行，可重复运行。/ "
        "Lapses the cases whose correction is overdue, never by a provisional day; daily, and "
        "harmless to repeat."
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
            lapsed = lapse_due(actor=actor_of(user), reason="逾期未补正，自动记为失效")
        except CodedError as refusal:
            raise CommandError(f"{refusal.zh} / {refusal.en}") from refusal
        for case in lapsed:
            self.stdout.write(str(case))
        self.stdout.write(f"已失效 {len(lapsed)} 件。/ {len(lapsed)} lapsed.")
