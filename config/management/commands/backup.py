"""``manage.py backup [DIRECTORY]``: the whole database in a new folder; see docs/operations.md."""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.backup.dumping import back_up
from config.backup.manifest import DUMP, MANIFEST
from config.backup.problems import BackupProblem
from config.database.progress import say_to_stderr


class Command(BaseCommand):
    help = (
        "备份整个数据库到一个新目录（转储与清单）。/ Back up the whole database into a new folder."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("place", nargs="?", type=Path, metavar="DIRECTORY")

    def handle(self, *args: Any, **options: Any) -> None:
        stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        place = options["place"] or settings.RUN_DIR / "backups" / stamp
        try:
            made = back_up(settings.DATABASE_ACCESS, place.absolute(), say_to_stderr)
        except BackupProblem as problem:
            self.stderr.write(str(problem))
            sys.exit(1)
        self.stdout.write(
            f"已备份到 {place}：{DUMP}（{made.size_bytes:,} 字节）、{MANIFEST}；表 {len(made.tables)}，"
            f"分录 {made.entries}。\nsha256 {made.sha256}\n"
            f"Backed up to {place}: {made.entries} entries. Keep a copy on another machine."
        )
