"""``manage.py seal_entries``: seal what is committed, sign a checkpoint. Run it every minute."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentParser
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from core.errors import CodedError
from governance.audit.evidence import selectors
from governance.audit.evidence.services.sealing import seal


class Command(BaseCommand):
    help = (
        "封存：给尚未封存的记录编叶号，签署检查点；可重复运行，可同时运行。/ "
        "Seals committed records and signs a checkpoint; harmless to repeat, even twice at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="只输出一行 / one line only")

    def handle(self, *args: Any, **options: Any) -> None:
        began = told = time.monotonic()

        def say(added: int) -> None:
            nonlocal told
            if time.monotonic() - told > 3:
                told = time.monotonic()
                print(
                    f"[seal_entries] {told - began:.0f} s, {added:,}", file=sys.stderr, flush=True
                )

        try:
            done = seal(say)
        except CodedError as error:
            raise CommandError(f"{error.code}: {error.zh} / {error.en}") from error
        point = selectors.latest_checkpoint()
        if not options["json"]:
            self.stdout.write(
                f"新封存 {done.added} 条，日志共 {done.size} 条。/ {done.added} sealed, {done.size} in all."
            )
            if point is not None:
                self.stdout.write(point.note.rstrip("\n"))
            return
        found = {"added": done.added, "size": done.size, "signed": done.signed}
        root = bytes(point.root).hex() if point else None
        self.stdout.write(orjson.dumps(found | {"root": root}).decode())
