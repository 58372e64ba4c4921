"""What a project was applied for with, in parts as the review page and the public page show them."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from registry.casework.kinds import Section
from registry.projects.content import fields_of
from registry.projects.models import Project
from registry.projects.showing import rows_of
from registry.vvb.sections import vvb_sections

PARTS = (
    ("基本情况", ("methodology", "product_class", "technology", "description", "expected_t")),
    ("地点与设备", ("district", "address", "longitude", "latitude", "equipment")),
    ("时间", ("construction_from", "operation_from", "crediting_from", "crediting_to")),
    ("申请条件", ("additionality", "no_legal_duty", "outside_allowances", "not_claimed")),
)


def sections_of(project: Project) -> list[Section]:
    """Content by parts, then shares, claims elsewhere, the validator's work, changes."""
    content = fields_of(project)
    content |= {"district": project.district, "methodology": project.methodology}
    found = [Section(title, rows_of(content, names)) for title, names in PARTS]
    if project.code:
        over = "（计入期已结束）" if project.crediting_over else ""
        rows = [("项目代码", project.code), ("登记日期", f"{project.registered_on}{over}")]
        found.insert(0, Section("登记", rows))
    found += [each for each in (_shares(project), _claims(project)) if each]
    found += vvb_sections(project)
    return [*found, *_changes(project)]


def _shares(project: Project) -> Section | None:
    shares = project.shares.select_related("organisation")
    table: list[list[Any]] = [
        [each.organisation.name_zh, each.organisation.uscc, f"{each.percent.normalize():f}%"]
        for each in shares
    ]
    head = ["单位", "统一社会信用代码", "比例"]
    return Section("收益分配", table=[head, *table]) if table else None


def _claims(project: Project) -> Section | None:
    table = [
        [
            each.get_scheme_display(), each.reference, f"{each.period_from} 至 {each.period_to}",
            f"{each.quantity.normalize():f} {each.unit}", each.document.name if each.document else "",
        ]
        for each in project.claims.select_related("document").defer("document__content")
    ]  # fmt: skip
    head = ["机制", "登记编号", "所涉期间", "数量", "证明材料"]
    return Section("其他机制申报", table=[head, *table]) if table else None


def _changes(project: Project) -> list[Section]:
    if not project.code:
        return []
    table = [
        [each.number or "草稿", each.title, each.state_zh, f"{localtime(each.since):%Y-%m-%d}"]
        for each in project.changes.exclude(state="draft").order_by("created_at")
    ]
    head = ["编号", "名称", "状态", "日期"]
    return [Section("变更", table=[head, *table])] if table else []
