"""The same reductions claimed twice: what is found, how it is shown, what it stands against."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from registry.projects.duplicates import duplicate_flags, place_key
from registry.projects.flags import checks_of, to_explain
from registry.projects.rules.distance import distance_m
from tests.registry.casework.people import company
from tests.registry.projects.walking import Walk

pytestmark = pytest.mark.django_db
HERE = {"longitude": Decimal("116.700000"), "latitude": Decimal("39.900000")}
PV = {"technology": "分布式光伏"}


def pair(mine: dict[str, Any], theirs: dict[str, Any], *, same_owner: bool = False) -> Any:
    """Flags of a draft against another's submitted project."""
    first = Walk(owner=company("先到能源有限公司")).submitted(title="先到", **theirs)
    owner = first.owner if same_owner else company("后来能源有限公司")
    return duplicate_flags(Walk(owner=owner).begun(title="后来", **mine).now()), first


@pytest.mark.parametrize(
    ("mine", "theirs", "level"),
    [
        (HERE | PV, HERE | PV, "fail"),
        (HERE | PV, HERE | {"technology": "风电"}, "warn"),
        (HERE, {**HERE, "latitude": Decimal("39.904400")}, "warn"),  # 489 m
        (HERE, {**HERE, "latitude": Decimal("39.904600")}, None),  # 511 m
        (HERE, {**HERE, "longitude": Decimal("116.705800")}, "warn"),  # 495 m at this latitude
        (HERE, {**HERE, "longitude": Decimal("116.705900")}, None),
        (
            HERE | {"crediting_from": dt.date(2031, 1, 1), "crediting_to": dt.date(2035, 1, 1)},
            HERE,
            "note",
        ),
        ({"equipment": ["SN-1", "SN-9"]}, {"equipment": ["SN-9"]}, "fail"),
        (PV, PV, None),  # the technology alone is no sign
        (
            {"address": "北京市通州区 张家湾镇 光华路１８号"},
            {"address": "通州区张家湾镇光华路18号。"},
            "warn",
        ),
        ({"address": "通州区"}, {"address": "北京市通州区"}, None),
    ],
)
def test_another_project(mine: dict[str, Any], theirs: dict[str, Any], level: str | None) -> None:
    flags, first = pair(mine, theirs)
    assert [each.level for each in flags] == ([level] if level else [])
    if level:
        assert first.now().number in flags[0].text
        assert flags[0].key == f"project:{first.project.pk}"


def test_the_same_owner_with_the_same_technology() -> None:
    flags, _ = pair(PV, PV, same_owner=True)
    assert [each.level for each in flags] == ["warn"]
    assert "同一业主" in flags[0].text
    assert ("技术类型", "分布式光伏 ｜ 分布式光伏") in list(flags[0].evidence)


def test_drafts_and_what_ended_are_left_out_deregistered_is_not() -> None:
    Walk().begun(title="别家草稿", **HERE)
    gone = Walk().submitted(title="撤回的", **HERE)
    gone.do(gone.owner.checker, "withdraw")
    mine = Walk().begun(title="我的", **HERE)
    assert duplicate_flags(mine.now()) == []
    former = Walk().registered(title="注销的", **HERE)
    former.decide("deregister", basis="bureau")
    assert "已注销登记" in duplicate_flags(mine.now())[0].text


def test_a_claim_elsewhere_is_a_flag() -> None:
    walk = Walk().begun()
    claim = {"scheme": "ccer", "reference": "CCER-1", "quantity": "10", "unit": "t"}
    walk.do(
        walk.owner.maker, "add_claim", **claim, period_from="2025-01-01", period_to="2025-12-31"
    )
    walk.do(
        walk.owner.maker, "add_claim", **claim, period_from="2015-01-01", period_to="2015-12-31"
    )
    assert sorted(each.level for each in duplicate_flags(walk.now())) == ["fail", "note"]
    assert any(c.level == "fail" and "CCER-1" in c.text for c in checks_of(walk.now()))


def test_registration_waits_for_an_explanation() -> None:
    first = Walk().submitted(title="先到", **HERE, **PV)
    walk = Walk(owner=company("后来能源有限公司")).in_review(title="后来", **HERE, **PV)
    error = walk.refused_decision("flag_unexplained", "register")
    assert first.now().number in error.zh
    (flag,) = to_explain(walk.now())
    walk.do(walk.maker, "explain", flag=flag.key, text="同一园区两处屋顶，产权证不同")
    check = next(c for c in checks_of(walk.now()) if first.now().number in c.text)
    assert check.level == "note"
    assert "同一园区两处屋顶" in str(check.evidence[-1])
    walk.decide("register")
    assert walk.now().state == "registered"


def test_equipment_of_a_registered_project_cannot_be_explained_away() -> None:
    first = Walk().registered(title="先到", equipment=["SN-1"])
    walk = Walk(owner=company("后来能源有限公司")).in_review(title="后来", equipment=["SN-1"])
    assert to_explain(walk.now()) == []
    error = walk.refused_decision("equipment_held", "register")
    assert "SN-1" in error.zh
    assert first.now().code in error.zh


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("北京市通州区张家湾镇光华路 18 号", "通州区张家湾镇光华路18号"),
        ("四川省成都市高新区天府大道（北段）1480号", "高新区天府大道北段1480号"),
        ("通州区", ""),
        ("", ""),
    ],
)
def test_addresses_are_compared_without_what_does_not_matter(address: str, key: str) -> None:
    assert place_key(address) == key


@pytest.mark.parametrize(
    ("one", "other", "metres"),
    [
        (("0", "0"), ("0", "1"), "111195.1"),
        (("0", "0"), ("1", "0"), "111195.1"),
        (("116", "60"), ("117", "60"), "55597.5"),  # half, as the cosine of 60°
        (("179.999", "0"), ("-179.999", "0"), "222.4"),
        (("116.7", "39.9"), ("116.7", "39.9"), "0.0"),
    ],
)
def test_distances(one: Any, other: Any, metres: str) -> None:
    places = [tuple(map(Decimal, each)) for each in (one, other)]
    assert distance_m(*places) == Decimal(metres)  # type: ignore[arg-type]
