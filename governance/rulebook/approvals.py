"""What takes two persons here: a new value of a rule, and a year's calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any

from governance.audit.approvals.kinds import ApprovalKind, Payload, Row, Subject
from governance.audit.approvals.models import Approval
from governance.identity.actor import Actor
from governance.identity.roles import Role
from governance.rulebook.calendar.notice_files import read_notice
from governance.rulebook.calendar.services import LOADERS, load_notice, preview, would_move
from governance.rulebook.models import CalendarNotice, RuleParameter
from governance.rulebook.parameters import DECIDERS, change_parameter

PARAMETER, CALENDAR = "rulebook.parameter", "rulebook.calendar"
MAKERS = frozenset({Role.MAKER})
SHOWN_DAYS = 40


def _parameter_subject(payload: Payload) -> Subject:
    title = (
        f"{payload['rule']} {payload['name']} → {payload['value']}，自 {payload['effective_from']}"
    )
    return Subject(payload["programme"], f"变更规则参数：{title}", "rule", None, payload["rule"])


def _parameter_rows(payload: Payload) -> list[Row]:
    return [
        ("规则", payload["rule"]),
        ("参数", payload["name"]),
        ("机制", payload["programme"] or "全部机制（没有自己数值的）"),
        ("新数值", payload["value"]),
        ("生效日期", payload["effective_from"]),
        ("依据", " ".join((payload["legal_source"], payload["clause"])).strip()),
        ("已在原文核实", "是" if payload["verified"] else "否"),
    ]


def _parameter_before(payload: Payload) -> list[Row]:
    found = RuleParameter.objects.filter(
        rule=payload["rule"], name=payload["name"], programme_id=payload["programme"] or None
    ).order_by("effective_from")
    return [
        (f"自 {row.effective_from}", f"{row.value} {row.unit}（{row.legal_source}）")
        for row in found
    ]


def _change(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    day = dt.date.fromisoformat(payload["effective_from"])
    words = payload | {"effective_from": day, "reason": approval.reason}
    return {"parameter": change_parameter(actor=actor, **words).pk}


def _calendar_subject(payload: Payload) -> Subject:
    notice = preview(payload["text"]).notice
    return Subject(
        "", f"装载节假日安排：{notice.year} 年（{notice.number}）", "calendar", None, notice.number
    )


def _calendar_rows(payload: Payload) -> list[Row]:
    """What was asked for; once it is loaded there is nothing left that it would change."""
    notice = read_notice(payload["text"])
    return [
        ("年份与版次", f"{notice.year} 年第 {notice.edition} 版"),
        ("文号", notice.number),
        ("标题", notice.title),
        ("不上班的工作日", _days(notice.days_off)),
        ("上班的周末（调休）", _days(notice.days_on)),
        ("影响", "该年份的期限不再是暂定；尚未届满的期限按新安排重新计算"),
    ]


def _calendar_before(payload: Payload) -> list[Row]:
    """What is loaded for the year, and how many deadlines would move if it were approved now."""
    moved, year = would_move(payload["text"]), read_notice(payload["text"]).year
    loaded = CalendarNotice.objects.filter(year=year).order_by("edition").last()
    now = f"第 {loaded.edition} 版（{loaded.number}）" if loaded else "尚未装载，期限为暂定"
    return [("该年份现行安排", now), ("通过后将变动的期限", f"{moved} 项")]


def _calendar_outcome(approval: Approval) -> list[Row]:
    moved = (approval.result or {}).get("deadlines_moved")
    return [] if moved is None else [("已变动的期限", f"{moved} 项")]


def _days(days: tuple[dt.date, ...]) -> str:
    return "、".join(f"{day:%m-%d}" for day in days[:SHOWN_DAYS]) or "无"


def _load(payload: Payload, actor: Actor, approval: Approval) -> dict[str, Any]:
    loaded = load_notice(actor=actor, text=payload["text"], reason=approval.reason)
    return {
        "year": loaded.notice.year,
        "edition": loaded.notice.edition,
        "deadlines_moved": loaded.moved,
    }


KINDS = (
    ApprovalKind(
        code=PARAMETER,
        zh="规则参数变更",
        en="change a rule parameter",
        maker_roles=MAKERS,
        checker_roles=frozenset(DECIDERS),
        subject=_parameter_subject,
        describe=_parameter_rows,
        before=_parameter_before,
        execute=_change,
    ),
    ApprovalKind(
        code=CALENDAR,
        zh="节假日安排装载",
        en="load a calendar notice",
        maker_roles=MAKERS,
        checker_roles=frozenset(LOADERS),
        subject=_calendar_subject,
        describe=_calendar_rows,
        before=_calendar_before,
        execute=_load,
        outcome=_calendar_outcome,
    ),
)
