"""``manage.py methodology check|calculate|template|list``; docs/methodology-format.md.

``calculate`` ends with one line of JSON on standard output; with ``--json`` it is the only line.
A refusal is said on standard error with exit code 1.
"""

from __future__ import annotations

import datetime as dt
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from core import clock
from core.errors import CodedError
from methodologies import catalogue, limits
from methodologies.engine import Calculation, Plan, calculate, open_methodology
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.trace import trace
from methodologies.proving import prove
from methodologies.reading.inputs_json import read_inputs
from methodologies.sheet import read, template
from methodologies.statement import STATUS_WORDS, as_dict, statement
from methodologies.statement.pdf import statement_pdf

ZIP = b"PK\x03\x04"  # how an .xlsx begins, and no JSON


class Command(BaseCommand):
    help = "检查方法学文件，按方法学计算 / Check a methodology file, or calculate by one."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        check = acts.add_parser(
            "check", help="检查文件并核算其算例 / check a file and its examples"
        )
        check.add_argument("file", type=Path)
        check.add_argument("--json", action="store_true", help="只输出一行 / one line only")
        compute = acts.add_parser("calculate", help="计算 / calculate")
        compute.add_argument(
            "words",
            nargs="+",
            metavar="CODE VERSION INPUTS.json|.xlsx",
            help="或 --file 与 INPUTS；.xlsx 为填好的模板 / a template filled in",
        )
        compute.add_argument("--file", type=Path, help="方法学文件 / a methodology file")
        compute.add_argument("--on", type=dt.date.fromisoformat, help="因子适用日期 / YYYY-MM-DD")
        compute.add_argument("--json", action="store_true", help="只输出最后一行 / last line only")
        compute.add_argument("--pdf", type=Path, help="另存计算书 / save the statement as PDF")
        blank = acts.add_parser("template", help="Excel 数据模板 / a workbook to fill in")
        blank.add_argument("words", nargs="+", metavar="CODE VERSION OUT.xlsx")
        blank.add_argument("--file", type=Path, help="方法学文件 / a methodology file")
        acts.add_parser("list", help="列出目录 / list the catalogue")

    def handle(self, *args: Any, **options: Any) -> None:
        acts = {
            "check": self._check,
            "calculate": self._calculate,
            "template": self._template,
            "list": self._list,
        }
        try:
            acts[options["act"]](options)
        except CodedError as refusal:
            for fault in refusal.params.get("errors", ()):
                place = f"{fault['sheet']}!{fault['cell']}".removesuffix("!")
                self.stderr.write(f"{place} {fault['symbol']}：{fault['message']}")
            if options.get("json"):
                self.stdout.write(orjson.dumps({"error": refusal.as_dict()}, default=str).decode())
            raise CommandError(f"{refusal.code}: {refusal.zh}\n{refusal.en}") from None

    def _check(self, options: dict[str, Any]) -> None:
        plan = open_methodology(_read(options["file"], limits.FILE_BYTES * 64))
        proved = prove(plan, catalogue.factors())
        head, warnings = plan.checked.definition, plan.checked.warnings
        if not options["json"]:
            self.stdout.write(
                f"{head.code} {head.version} {head.name}：{len(head.equations)} 个公式"
            )
            for each in proved:
                said = f"{each.exact[:60]} {each.unit}".removesuffix(" 1")
                self.stdout.write(f"  算例“{each.name}”：{said} → {each.issued_t}")
            for warning in warnings:
                self.stdout.write(f"  提示：{warning}")
        found = {
            "ok": True,
            "code": head.code,
            "version": head.version,
            "sha256": head.sha256,
            "equations": len(head.equations),
            "examples": len(proved),
            "warnings": list(warnings),
        }
        self.stdout.write(orjson.dumps(found).decode())

    def _calculate(self, options: dict[str, Any]) -> None:
        *named, inputs = options["words"]
        plan = _chosen(named, options["file"])
        if inputs == "-":
            raw = sys.stdin.buffer.read(limits.INPUT_BYTES + 1)
        else:
            raw = _read(Path(inputs), limits.INPUT_BYTES)
        computed = _by_workbook if raw.startswith(ZIP) else _by_json
        outcome = computed(plan, raw, options["on"] or clock.today())
        if options["pdf"]:
            options["pdf"].write_bytes(statement_pdf(outcome))
        if not options["json"]:
            self.stdout.write(statement(outcome))
        self.stdout.write(_line(outcome))

    def _template(self, options: dict[str, Any]) -> None:
        *named, out = options["words"]
        if not out.endswith(".xlsx"):
            raise CommandError("用法：methodology template (CODE VERSION | --file FILE) OUT.xlsx")
        Path(out).write_bytes(template(_chosen(named, options["file"])))
        self.stdout.write(f"已写入 {out}")

    def _list(self, options: dict[str, Any]) -> None:
        for plan in catalogue.plans():
            head = plan.checked.definition
            self.stdout.write(
                f"{head.code:22} {head.version:5} {head.product_class} {STATUS_WORDS[head.status]}"
                f"  {head.name}"
            )


def _chosen(named: list[str], file: Path | None) -> Plan:
    if file is not None and not named:
        return open_methodology(_read(file, limits.FILE_BYTES * 64))
    if file is not None or not 1 <= len(named) <= 2:
        raise CommandError("用法：methodology calculate|template (CODE VERSION | --file FILE) 文件")
    return catalogue.find(*named)


def _by_workbook(plan: Plan, raw: bytes, on: dt.date) -> Calculation:
    """Faults are told at their cells, those of the calculation too."""
    reading = read(plan, raw)
    inputs = reading.checked()
    try:
        return calculate(plan, inputs, factors=catalogue.factors(), on=on)
    except MethodologyError as refusal:
        reading.refuse(refusal)
        raise reading.refusal() from None


def _by_json(plan: Plan, raw: bytes, on: dt.date) -> Calculation:
    try:
        given = read_inputs(raw)
    except MethodologyError as refusal:
        raise refusal.at(line=plan.checked.definition.lines.get(refusal.symbol)) from None
    return calculate(plan, given, factors=catalogue.factors(), on=on)


def _read(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as problem:
        raise MethodologyError(
            MethodologyCode.FILE_UNREADABLE, problem=f"{path}: {problem.strerror}"
        ) from None


def _line(outcome: Calculation) -> str:
    return orjson.dumps(
        as_dict(outcome) | {"trace": [s.as_dict() for s in trace(outcome)]}
    ).decode()
