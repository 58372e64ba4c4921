"""What was applied for: for everybody who sees the report, the public too, hence no account is named.
:func:`shares` is for the applicant and the bureau."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime

from core.errors import CodedError
from methodologies.asking import scalars
from registry.casework.kinds import Section
from registry.casework.parties import BUREAU, OWNER, READERS, Party
from registry.reductions.models import Report
from registry.reductions.selectors.revisions import differences, shown_revisions
from registry.reductions.services.calculating import plan_of
from registry.vvb.sections import vvb_sections

SHOWN_ROWS, SHOWN_DIFFERENCES = 50, 30


def sections(report: Report) -> list[Section]:
    found = [_head(report), *_data(report), _revisions(report), *_differences(report)]
    return [*found, *vvb_sections(report), *_issued(report), *_orders(report)]


def _head(report: Report) -> Section:
    project, version = report.subject, report.subject.methodology
    return Section(
        "报告",
        rows=[
            ("项目", f"{project.code or ''} {project.title}".strip()),
            ("方法学", f"{version.full_code} {version.methodology.name_zh}" if version else "—"),
            ("监测期", f"{report.period_from} 至 {report.period_to}（含当日）"),
            ("申请减排量", _tonnes(report.applied_t)),
            ("核查减排量", _tonnes(report.verified_t)),
            ("登记日期", report.registered_on or "—"),
        ],
    )


def _tonnes(value: int | None) -> str:
    return "—" if value is None else f"{value:,} 吨"


def _data(report: Report) -> list[Section]:
    inputs = report.inputs
    names = _names(report)
    plain = [
        (names.get(symbol, symbol), str(value))
        for symbol, value in inputs.items() if not isinstance(value, list)
    ]  # fmt: skip
    found = [Section("监测数据", rows=plain or [("数据", "尚未填报")])]
    for name, rows in inputs.items():
        if isinstance(rows, list) and rows:
            found.append(_table(name, rows))
    return found


def _names(report: Report) -> dict[str, str]:
    """What each datum is called, with its unit; empty where the formula file cannot be read."""
    version = report.subject.methodology
    try:
        asked = scalars(plan_of(version)) if version else []
    except CodedError:
        return {}
    return {each.symbol: each.label for each in asked}


def _table(name: str, rows: list[Any]) -> Section:
    columns = list(dict.fromkeys(symbol for row in rows for symbol in row))
    shown = [[str(row.get(symbol, "")) for symbol in columns] for row in rows[:SHOWN_ROWS]]
    more = f"（共 {len(rows):,} 行，列出前 {SHOWN_ROWS} 行）" if len(rows) > SHOWN_ROWS else ""
    return Section(f"监测数据：{name}{more}", table=[columns, *shown])


def _revisions(report: Report) -> Section:
    head = ["版本", "时间", "计算人", "精确结果", "可签发（吨）", "SHA-256", ""]
    rows = [
        [
            each.number, f"{localtime(each.made_at):%Y-%m-%d %H:%M}", each.made_by,
            f"{each.exact[:40]} {each.unit}", f"{each.issued_t:,}", each.sha256,
            "申请采用" if each.pk == report.applied_revision_id else "",
        ]
        for each in shown_revisions(report)
    ]  # fmt: skip
    return Section("核算版本", table=[head, *rows] if rows else ())


def _differences(report: Report) -> list[Section]:
    """The last two calculations compared."""
    made = shown_revisions(report)
    if len(made) < 2:
        return []
    before, after = made[-2:]
    found = differences(before.inputs, after.inputs)
    rows = [
        [each.where, _said(each.before), _said(each.after)] for each in found[:SHOWN_DIFFERENCES]
    ]
    rows.append(["可签发（吨）", f"{before.issued_t:,}", f"{after.issued_t:,}"])
    more = (
        f"，共 {len(found)} 处，列出前 {SHOWN_DIFFERENCES} 处"
        if len(found) > SHOWN_DIFFERENCES
        else ""
    )
    head = ["项", f"第 {before.number} 版", f"第 {after.number} 版"]
    return [Section(f"与上一核算版本的差异{more}", table=[head, *rows])]


def _said(value: Any) -> str:
    return "—" if value is None else str(value)


def _issued(report: Report) -> list[Section]:
    found = getattr(report, "issued_batch", None)
    if found is None:
        return []
    return [
        Section(
            "签发",
            rows=[
                ("批次", found.batch_code),
                ("数量", _tonnes(found.quantity_t)),
                ("核算版本 SHA-256", found.revision_sha256),
                ("公式文件 SHA-256", found.methodology_sha256),
            ],
        )
    ]


def shares(report: Report, parties: Iterable[Party]) -> list[Section]:
    """Into which accounts it was issued."""
    found = getattr(report, "issued_batch", None)
    if found is None or not (OWNER | BUREAU | READERS) & set(parties):
        return []
    rows = [(f"账户 {number}", _tonnes(quantity_t)) for number, quantity_t in found.shares]
    return [Section("签发去向", rows=rows)]


def _orders(report: Report) -> list[Section]:
    if getattr(report, "issued_batch", None) is None:
        return []
    return [
        Section(
            str(order),
            rows=[
                ("期限", f"{order.due_on}{'（暂定）' if order.provisional else ''}"),
                *(
                    (f"{each.get_manner_display()} {each.batch_code}", _tonnes(each.quantity_t))
                    for each in order.cancellations.all()
                ),
            ],
        )
        for order in report.cancel_orders.prefetch_related("cancellations")
    ]
