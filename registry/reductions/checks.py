"""What the system found about a report, for whoever reviews it: rules with their values, the same data
elsewhere, and how the tonnes compare with what was expected and with other periods."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from core.errors import CodedError
from registry.casework.kinds import Check
from registry.reductions.models import DataVersion, Report
from registry.reductions.selectors.orders import open_orders
from registry.reductions.services.beginning import period_objections
from registry.reductions.services.calculating import current_revision, newest_revision
from registry.vvb.selectors.engaged import signed_engagement

DAYS_OF_YEAR = Fraction(365)


def checks(report: Report) -> list[Check]:
    return [
        *_period(report), _calculated(report), *_conditions(report), *_verified(report),
        *_same_data(report), *_expected(report), *_earlier(report), *_suspended(report),
    ]  # fmt: skip


def _period(report: Report) -> list[Check]:
    project = report.subject
    evidence = [
        ("监测期", f"{report.period_from} 至 {report.period_to}"),
        ("计入期", f"{project.crediting_from} 至 {project.crediting_to}"),
        ("提交日", f"{submitted:%Y-%m-%d}" if (submitted := _submitted(report)) else "尚未提交"),
    ]
    objections = period_objections(
        project, report.period_from, report.period_to, but=report.pk,
        applied_on=submitted.date() if submitted else None,
    )  # fmt: skip
    if not objections:
        return [Check("ok", "监测期符合规定，与其他报告不重叠", "R-PERIOD-01", evidence)]
    return [Check("fail", each.zh, "R-PERIOD-01", evidence) for each in objections]


def _submitted(report: Report) -> dt.datetime | None:
    first = report.events.filter(step="submit").order_by("at").first()
    return first.at if first else None


def _calculated(report: Report) -> Check:
    try:
        found = current_revision(report)
    except CodedError as error:
        return Check("warn", error.zh)
    evidence = [
        ("精确结果", f"{found.exact[:60]} {found.unit}"),
        ("可签发", f"{found.issued_t:,} 吨"),
        *((f"{symbol}：{row['name']}", _factor(row)) for symbol, row in found.factors.items()),
    ]
    if found.pk != report.applied_revision_id:
        return Check("warn", "最新的核算版本尚未申请采用", "", evidence)
    text = "申请量与最新核算版本一致"
    if found.exact.startswith("-") or found.issued_t == 0:
        return Check(
            "note", f"{text}；结果不大于零或不符合适用条件，不予签发", "R-ISSUE-01", evidence
        )
    return Check("ok", text, "R-ISSUE-01", evidence)


def _factor(row: dict[str, object]) -> str:
    known = "" if row["verified"] else "，未核对原文"
    return f"{row['value']} {row['unit']}（{row['region']} {row['year']}，{row['source']}{known}）"


def _conditions(report: Report) -> list[Check]:
    found = newest_revision(report)
    levels = {True: "ok", False: "fail", None: "note"}
    said = {True: "符合", False: "不符合，签发量为零", None: "缺少数据，未判断"}
    return [
        Check(levels[met], f"适用条件“{name}”：{said[met]}")
        for _, name, met in (found.conditions if found else ())
    ]


def _verified(report: Report) -> list[Check]:
    signed, applied = signed_engagement(report), report.applied_revision
    if signed is None or applied is None:
        return []
    evidence = [
        ("核查机构", signed.organisation.name_zh), ("结论", signed.get_conclusion_display()),
        ("所签版本", signed.revision_sha256), ("申请版本", applied.sha256),
    ]  # fmt: skip
    agrees = signed.revision_sha256 == applied.sha256 and report.verified_t == report.applied_t
    text = (
        "核查机构所签版本、减排量与申请一致" if agrees else "核查机构所签版本或减排量与申请不一致"
    )
    return [Check("ok" if agrees else "fail", text, "R-VVB-01", evidence)]


def _same_data(report: Report) -> list[Check]:
    """Another report with exactly the same data: a copy, or the same period claimed twice."""
    newest = report.data_versions.order_by("-number").first()
    if newest is None:
        return []
    twins = DataVersion.objects.filter(sha256=newest.sha256).exclude(report_id=report.pk)
    rows = [
        (str(each.report), each.report.state_zh) for each in twins.select_related("report")[:10]
    ]
    if not rows:
        return [Check("ok", "没有数据完全相同的其他报告")]
    return [Check("warn", "其他报告中有完全相同的数据，请核对是否重复申报", "", rows)]


def _expected(report: Report) -> list[Check]:
    annual_t, applied_t = report.subject.expected_t, report.applied_t
    if not annual_t or applied_t is None:
        return []
    expected_t = Fraction(annual_t) * _days(report) / DAYS_OF_YEAR
    percent = Fraction(applied_t) / expected_t * 100
    rows = [
        ("设计文件预计年减排量", f"{annual_t:,} 吨"),
        ("按天数折算", f"{int(expected_t):,} 吨"),
        ("申请量", f"{applied_t:,} 吨，为预计的 {int(percent)}%"),
    ]
    if applied_t > expected_t:
        return [Check("warn", "申请量高于按天数折算的预计减排量，请核对原因", "", rows)]
    return [Check("ok", "申请量不高于按天数折算的预计减排量", "", rows)]


def _earlier(report: Report) -> list[Check]:
    others = Report.objects.filter(
        subject_id=report.subject_id, claims_period=True, applied_t__isnull=False
    ).exclude(pk=report.pk)
    rows = [
        (f"{each.period_from} 至 {each.period_to}", _daily(each))
        for each in others.order_by("period_from")[:20]
    ]
    if not rows or report.applied_t is None:
        return []
    return [Check("note", "与本项目其他监测期比较", "", [*rows, ("本期", _daily(report))])]


def _daily(report: Report) -> str:
    tonnes = report.applied_t or 0
    return f"{tonnes:,} 吨，日均 {int(Fraction(tonnes, _days(report))):,} 吨"


def _days(report: Report) -> int:
    return (report.period_to - report.period_from).days + 1


def _suspended(report: Report) -> list[Check]:
    return [
        Check("fail", f"本项目有未完成的责令取消：{each}", "R-FALSE-01")
        for each in open_orders().filter(report__subject_id=report.subject_id)
    ]
