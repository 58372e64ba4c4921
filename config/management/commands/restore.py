"""``manage.py restore DIRECTORY``: a backup into an empty database, then proof that it is the same.

Exit 0: restored (or, with ``--compare``, already there) and the same. Exit 1: refused, or not the
same. The report says which.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from config.backup import manifest
from config.backup.comparing import compare, lines
from config.backup.problems import BackupProblem
from config.backup.restoring import restore
from config.database.progress import say_to_stderr


class Command(BaseCommand):
    help = (
        "把备份恢复到一个空库，并与清单、检查点和账本核对。/ Restore a backup into an empty database "
        "and compare it with its manifest, its checkpoint and the laws of the ledger."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", type=Path, metavar="DIRECTORY")
        parser.add_argument(
            "--compare",
            action="store_true",
            help="不恢复，只与清单核对 / restore nothing, only compare with the manifest",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        place = options["place"].absolute()
        try:
            bring = manifest.load if options["compare"] else self._restore
            made = bring(place)
        except BackupProblem as problem:
            self.stderr.write(str(problem))
            sys.exit(1)
        connection.close()  # what it knew of this database is from before
        comparison = compare(settings.DATABASE_ACCESS, made, say_to_stderr)
        self.stdout.write("\n".join(lines(comparison)))
        if not comparison.ok:
            sys.exit(1)

    def _restore(self, place: Path) -> manifest.Manifest:
        return restore(settings.DATABASE_ACCESS, place, say_to_stderr)
