"""``manage.py verify_ledger``: prove the ledger by reading it; see docs/ledger-verification.md."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from itertools import groupby
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from core.errors import CodedError
from registry.ledger import serials
from registry.ledger.models import Batch
from registry.ledger.selectors.serial_history import batch_of
from registry.ledger.verify import Report, Scope, verify
from registry.ledger.verify.progress import Progress


class Command(BaseCommand):
    help = (
        "核对登记簿：重放划转，与序列号段、余额、冻结和分录对账；只读。/ Replays the moves against "
        "blocks, holdings, holds and entries; reads only. Exit 1: a law is broken. 2: bad arguments."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        only = parser.add_mutually_exclusive_group()
        only.add_argument(
            "--batch", metavar="B", help="只核对一个批次（编号或代码）/ one batch, by id or code"
        )
        only.add_argument(
            "--since", metavar="ENTRY", type=int, help="只核对该分录之后 / only after this entry"
        )
        parser.add_argument(
            "--json", action="store_true", help="只输出最后一行 / nothing but the last line"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        scope = Scope(since=options["since"])
        if options["batch"] is not None:
            scope = Scope(batch=_batch_id(options["batch"]))
        with Progress("verify_ledger") as progress:
            report = verify(scope, progress)
        if not options["json"]:
            self._explain(report)
        self.stdout.write(orjson.dumps(report.as_dict(), default=str).decode())
        if not report.ok:
            sys.exit(1)

    def _explain(self, report: Report) -> None:
        self.stdout.write(
            f"批次 {report.batches}，号段 {report.blocks}，划转 {report.moves}，存证叶 {report.leaves}。/ "
            f"{report.batches} batches, {report.blocks} blocks, {report.moves} moves, "
            f"{report.leaves} sealed leaves."
        )
        for _, same in groupby(report.violations, key=lambda violation: violation.fault):
            listed = list(same)
            for violation in listed:
                law = violation.fault.value.law
                self.stdout.write(f"[{violation.code}] ({law}) {violation.zh}")
                self.stdout.write(f"    {violation.en}")
            if more := listed[0].found - len(listed):
                self.stdout.write(f"    …… 另有 {more} 条 / and {more} more")


def _batch_id(text: str) -> int:
    """The id of the batch with this id or code (programme_methodology_project_vintage_issuance)."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        batch = Batch.objects.filter(id=int(text)).first()
    else:
        batch = _with_code(text)
    if batch is None:
        raise CommandError(f"没有批次 {text} / there is no batch {text}", returncode=2)
    return batch.id


def _with_code(text: str) -> Batch | None:
    try:
        return batch_of(serials.parse(f"{text}_0000000001"))  # a code is a serial without its range
    except CodedError:
        return None
