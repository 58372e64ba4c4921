"""The work of bodies in a case, as its page shows it."""

from __future__ import annotations

from django.utils.timezone import localtime

from registry.casework.kinds import Section
from registry.casework.models import Case
from registry.vvb.models import Engagement
from registry.vvb.selectors.engaged import shown_engagements


def vvb_sections(case: Case) -> list[Section]:
    """Each engagement with its findings, in order of time."""
    found: list[Section] = []
    for each in shown_engagements(case):
        found.append(Section(f"{each.get_role_display()}机构：{each.organisation}", _rows(each)))
        if findings := _findings(each):
            head = ["编号", "内容", "答复", "状态"]
            found.append(Section(f"{each.get_role_display()}发现", table=[head, *findings]))
    return found


def _rows(each: Engagement) -> list[tuple[str, str]]:
    rows = [
        (
            "委托方式",
            f"{each.get_mode_display()}（{each.named_by}，{localtime(each.named_at):%Y-%m-%d}）",
        )
    ]
    if each.declared_at:
        rows.append(
            ("无利益冲突声明", f"{each.declared_by}，{localtime(each.declared_at):%Y-%m-%d}")
        )
    if each.signed_at:
        rows += [
            ("结论", each.get_conclusion_display()),
            ("结论说明", each.statement),
            ("签发", f"{each.signed_by}，{localtime(each.signed_at):%Y-%m-%d}"),
            ("所签内容 SHA-256", each.revision_sha256),
        ]
    if each.ended_at:
        rows.append(("退出", f"{localtime(each.ended_at):%Y-%m-%d}"))
    return rows


def _findings(each: Engagement) -> list[list[str]]:
    return [
        [str(f), f.text, f.response or "尚未答复", "已关闭" if f.closed_at else "未关闭"]
        for f in each.findings.all()
    ]
