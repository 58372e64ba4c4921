"""``manage.py bench ledger``: how fast the ledger is, against its floors and a peer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Prints a table, with ``--json`` also one last line for programs. A slow figure is a figure
    and ends with 0; only a measurement that does not work ends with 1."""

    help = "measure the ledger in a database of its own, dropped afterwards (docs/benchmarks.md)"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["ledger"])
        parser.add_argument("--scale", choices=["full", "small"], default="full")
        parser.add_argument("--json", action="store_true", help="a last line for programs")
        parser.add_argument(
            "--moves", type=int, default=0, help="grow to so many moves before verify_ledger"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("bench would take the server's whole strength: not in production")
        from benchmarks.figures import BenchBroken
        from benchmarks.ledger import run
        from benchmarks.progress import say_to_stderr
        from benchmarks.scales import SCALES

        try:
            report = run(SCALES[options["scale"]], options["moves"], say_to_stderr())
        except BenchBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(report.table())
        if options["json"]:
            self.stdout.write(report.json())
