"""``manage.py bench ledger|pages|desk|methodologies|sheets``: how fast the ledger is against its floors
and peers, the pages and those of cases against an empty one, the methodology engine, and the reading of
workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    """Prints a table, with ``--json`` also one last line for programs. A slow figure is a figure
    and ends with 0; only a measurement that does not work ends with 1."""

    help = "measure the ledger in a database of its own, dropped afterwards (docs/benchmarks.md)"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["ledger", "pages", "desk", "methodologies", "sheets"])
        parser.add_argument("--scale", choices=["full", "small"], default="full")
        parser.add_argument("--json", action="store_true", help="a last line for programs")
        parser.add_argument(
            "--moves", type=int, default=0, help="grow to so many moves before verify_ledger"
        )

        parser.add_argument(
            "--pgledger", type=Path, metavar="PATH", help="ledger: the peer pgledger's SQL file"
        )
        parser.add_argument(
            "--keep", action="store_true", help="pages, desk: keep the world for the next run"
        )
        parser.add_argument(
            "--only", default="", help="pages, desk: those with these words in their name"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("bench would take the server's whole strength: not in production")
        from benchmarks.figures import BenchBroken

        measures = {
            "ledger": self._ledger,
            "pages": self._pages,
            "desk": self._desk,
            "methodologies": self._methodologies,
            "sheets": self._sheets,
        }
        measure = measures[options["what"]]
        try:
            report = measure(options)
        except BenchBroken as broken:
            raise CommandError(str(broken)) from broken
        self.stdout.write(report.table())
        if options["json"]:
            self.stdout.write(report.json())

    def _ledger(self, options: dict[str, Any]) -> Any:
        from benchmarks.ledger import run
        from benchmarks.progress import say_to_stderr
        from benchmarks.scales import SCALES

        scale = SCALES[options["scale"]]
        return run(scale, options["moves"], say_to_stderr(), options["pgledger"])

    def _pages(self, options: dict[str, Any]) -> Any:
        from benchmarks.pages.run import run
        from benchmarks.pages.scales import SCALES
        from benchmarks.progress import say_to_stderr

        scale = SCALES[options["scale"]]
        return run(scale, say_to_stderr(), keep=options["keep"], only=options["only"])

    def _desk(self, options: dict[str, Any]) -> Any:
        from benchmarks.desk.run import run
        from benchmarks.desk.world import SCALES
        from benchmarks.progress import say_to_stderr

        scale = SCALES[options["scale"]]
        return run(scale, say_to_stderr(), keep=options["keep"], only=options["only"])

    def _methodologies(self, options: dict[str, Any]) -> Any:
        from benchmarks.methodologies import run

        return run(rounds=5, each=5_000 if options["scale"] == "full" else 100)

    def _sheets(self, options: dict[str, Any]) -> Any:
        from benchmarks.sheets import run

        return run(rounds=9 if options["scale"] == "full" else 3)
