"""Steps of cases in the trail: who, which step, in which case, as what, why; and how they are found."""

from __future__ import annotations

from typing import Any

import pytest

from governance.audit.trail.rows import TrailQuery, TrailRow
from registry.casework.services.taking import take
from registry.casework.trail import SOURCE
from tests.registry.casework.people import company, draft_project

pytestmark = pytest.mark.django_db


def read(**asked: Any) -> list[TrailRow]:
    return list(SOURCE.read(TrailQuery(**asked), None, 50).rows)


def test_a_step_is_a_row() -> None:
    owner = company()
    project = draft_project(owner)
    take(actor=owner.checker, case=project.pk, step="submit", reason="材料齐备")
    row = read(act="submit")[0]
    assert (row.actor, row.act, row.reason, row.ip) == (
        "吴复核", "项目：提交申请", "材料齐备", "10.9.8.7",
    )  # fmt: skip
    assert (row.role, row.organisation) == ("申请单位复核", owner.organisation.name_zh)
    assert [tuple(change) for change in row.changes] == [("状态", "草稿", "已提交")]
    assert "青岚一期光伏" in row.things[0].text


def test_found_by_what_is_asked() -> None:
    owner, other = company(), company("他山能源有限公司")
    for each, title in ((owner, "甲项目"), (other, "乙项目")):
        take(
            actor=each.checker, case=draft_project(each, title=title).pk, step="submit",
            reason=f"报送{title}",
        )  # fmt: skip
    for asked in (
        {"words": "报送甲"}, {"thing": "甲项目", "act": "submit"},
        {"holders": (owner.organisation.pk,), "act": "submit"},
        {"actor": "吴", "actors": ((owner.checker.user_id, "吴复核"),), "thing": "甲", "act": "submit"},
        {"role": "owner_checker", "thing": "甲项目"}, {"ip": "10.9", "thing": "甲", "act": "submit"},
    ):  # fmt: skip
        assert [row.reason for row in read(**asked)] == ["报送甲项目"], asked
    assert read(result="refused") == []
    assert read(act="withdraw") == []


def test_the_names_of_steps_are_words() -> None:
    assert SOURCE.acts["begin"] == "新建"
    assert SOURCE.acts["change"] == "登记内容变更"
    assert dict(SOURCE.acts)["appoint_agent"] == "委托代理单位"
