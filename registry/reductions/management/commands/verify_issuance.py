"""``manage.py verify_issuance``: each issued report against its batch, each hash against its content."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from registry.reductions.models import IssuedBatch
from registry.reductions.verifying import verify


class Command(BaseCommand):
    help = (
        "核对签发：报告、核算版本、核查结论与登记簿批次一一相符；只读。/ Compares reports, calculations, "
        "conclusions and batches; reads only. Exit 1: something differs."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify())
        for each in faults:
            self.stdout.write(f"[{each.report}] {each.zh}\n    {each.en}")
        count = IssuedBatch.objects.count()
        self.stdout.write(
            f"签发 {count} 批，不符 {len(faults)} 处。/ {count} issued, {len(faults)} faults."
        )
        if faults:
            sys.exit(1)
