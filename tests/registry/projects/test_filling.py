"""What the applicant fills in: fields, documents, shares, claims elsewhere."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from registry.projects.content import content_sha256
from registry.projects.forms import ContentForm
from registry.projects.models import ElsewhereClaim
from tests.registry.casework.people import company, draft_version, put_file
from tests.registry.projects.walking import Walk
from tests.registry.vvb.bodies import PDF

pytestmark = pytest.mark.django_db
CLAIM = {
    "scheme": "gec", "reference": "GEC-2025-1", "period_from": "2025-01-01",
    "period_to": "2025-12-31", "quantity": "1200.5", "unit": "MWh",
}  # fmt: skip


@pytest.fixture
def walk(db: None) -> Walk:
    return Walk().begun()


def test_what_the_form_gives_is_what_the_step_takes(walk: Walk) -> None:
    owner = walk.owner.maker
    given = ContentForm(case=walk.now()).initial | {
        "title": "青岚二期", "longitude": "116.700000", "latitude": "39.900000",
        "equipment": "sn-２ \n SN-1\nSN-1", "expected_t": 1200, "reason": "补充",
        "crediting_to": "2029-12-31", "district": "110112", "operation_from": "",
    }  # fmt: skip
    form = ContentForm({k: v for k, v in given.items() if v is not False}, case=walk.now())
    assert form.is_valid(), form.errors
    walk.do(owner, "edit", **form.data_for_step())
    project = walk.now()
    assert (project.title, project.equipment) == ("青岚二期", ["SN-1", "SN-2"])
    assert (project.longitude, project.expected_t) == (Decimal("116.7"), 1200)
    assert (project.district_id, project.crediting_to) == ("110112", dt.date(2029, 12, 31))
    assert project.construction_from == dt.date(2021, 3, 1)
    changes = project.events.last().detail["changes"]
    assert changes["title"] == ["青岚一期光伏", "青岚二期"]
    assert "construction_from" not in changes
    assert project.history.first().title == "青岚二期"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"state": "registered"}, "field_invalid"),
        ({"code": "XM1"}, "field_invalid"),
        ({"title": " "}, "field_invalid"),
        ({"crediting_from": "二月三十"}, "field_invalid"),
        ({"expected_t": "很多"}, "field_invalid"),
        ({"longitude": "116.7"}, "field_invalid"),
        ({"longitude": "181", "latitude": "39"}, "field_invalid"),
        ({"district": "999999"}, "field_invalid"),
        ({"crediting_to": "2001-01-01"}, "crediting_reversed"),
        ({"methodology": "0198c0de-0000-7000-8000-000000000000"}, "methodology_unpublished"),
    ],
)
def test_bad_values_change_nothing(walk: Walk, data: dict[str, Any], code: str) -> None:
    walk.refused(code, walk.owner.maker, "edit", **data)


def test_only_published_methodologies_and_their_class(walk: Walk) -> None:
    draft = draft_version(company("别家有限公司"), code="BJ-02")
    walk.refused("methodology_unpublished", walk.owner.maker, "edit", methodology=str(draft.pk))
    kept = walk.now().methodology
    walk.do(walk.owner.maker, "edit", methodology=str(kept.pk))
    assert walk.now().product_class == "能源替代"  # the same methodology, the class as it was
    walk.do(walk.owner.maker, "edit", methodology="")
    assert (walk.now().methodology, walk.now().product_class) == (None, "")
    walk.do(walk.owner.maker, "edit", methodology=str(kept.pk))
    assert (walk.now().methodology, walk.now().product_class) == (
        kept, kept.methodology.product_class,
    )  # fmt: skip


def test_who_edits_and_when(walk: Walk) -> None:
    walk.refused("step_forbidden", walk.owner.checker, "edit", title="别的")
    walk.refused("case_unknown", walk.maker, "edit", title="别的")
    walk.do(walk.owner.checker, "submit")
    walk.refused("state_refused", walk.owner.maker, "edit", title="别的")
    walk.refused("step_forbidden", walk.maker, "edit", title="别的")


def test_documents(walk: Walk) -> None:
    owner = walk.owner.maker
    before = content_sha256(walk.now())
    walk.do(owner, "attach", category="environment", uploads=[PDF])
    added = walk.now().files.get(category="environment")
    assert content_sha256(walk.now()) != before
    design = walk.now().files.get(category="design")
    walk.do(owner, "attach", category="design", replaces=design.pk, uploads=[PDF])
    newer = walk.now().files.get(replaces=design)
    assert (newer.category, newer.public, added.public) == ("design", True, False)
    again = {"category": "design", "replaces": design.pk, "uploads": [PDF]}
    walk.refused("file_unknown", owner, "attach", **again)
    for reserved in ("validation_report", "deregistration", "none"):
        walk.refused("file_category", owner, "attach", category=reserved, uploads=[PDF])


def test_the_report_of_the_body_is_not_the_applicants_to_replace(walk: Walk) -> None:
    report = put_file(walk.project, "validation_report")
    data = {"category": "other", "replaces": report.pk, "uploads": [PDF]}
    walk.refused("file_unknown", walk.owner.maker, "attach", **data)


def test_shares_make_exactly_a_hundred(walk: Walk) -> None:
    owner, other = walk.owner.maker, company("合作单位有限公司").organisation
    mine = walk.owner.organisation.uscc
    walk.do(owner, "set_shares", shares=f"{mine} 66.666667\n{other.uscc}，33.333333％")
    assert [str(each.percent) for each in walk.now().shares.all()] == ["66.666667", "33.333333"]
    walk.refused("shares_sum", owner, "set_shares", shares=f"{mine} 60\n{other.uscc} 39")
    walk.refused("share_invalid", owner, "set_shares", shares=f"{mine} 100\n{other.uscc} 0")
    for bad in (f"{mine} 50\n{mine} 50", "91110112MA0000000X 100", f"{mine} 一百", f"{mine}"):
        walk.refused("share_party_unknown", owner, "set_shares", shares=bad)
    walk.do(owner, "set_shares", shares="")
    assert not walk.now().shares.exists()


def test_claims_elsewhere(walk: Walk) -> None:
    owner = walk.owner.maker
    walk.do(owner, "add_claim", **CLAIM, uploads=[PDF])
    claim = ElsewhereClaim.objects.get()
    assert (claim.quantity, claim.unit, claim.document.category) == (
        Decimal("1200.500"), "MWh", "elsewhere",
    )  # fmt: skip
    for bad in (
        {"scheme": "x"}, {"reference": ""}, {"period_from": "x"}, {"period_to": "2024-01-01"},
        {"quantity": "0"}, {"quantity": "NaN"}, {"quantity": "1.0001"}, {"unit": "kWh"},
    ):  # fmt: skip
        walk.refused("field_invalid", owner, "add_claim", **CLAIM | bad)
    walk.refused("field_invalid", owner, "remove_claim", claim="0")
    walk.do(owner, "remove_claim", claim=str(claim.pk))
    assert not ElsewhereClaim.objects.exists()
    walk.do(walk.owner.checker, "submit")
    walk.do(owner, "add_claim", **CLAIM)  # welcome at any time
    walk.refused("state_refused", owner, "remove_claim", claim="1")
