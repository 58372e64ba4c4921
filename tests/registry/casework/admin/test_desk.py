"""The desk: what it counts, for whom, and that every figure leads to those cases."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.casework.models import Case
from registry.casework.selectors.desk import desk_of
from registry.casework.services.participants import take_in
from registry.casework.services.taking import take
from tests.governance.pages import browser, text
from tests.governance.people import make_staff
from tests.registry.casework.admin.world import clerk, submitted, url
from tests.registry.casework.people import Company, company

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("trial")]


@pytest.fixture
def owner() -> Company:
    """Three submitted in Beijing (one late, one due today), one open to the public, one in Chengdu."""
    owner = company()
    first = submitted(owner, title="逾期的", district_id="110112")
    others = [
        submitted(owner, title=t, methodology=first.methodology)
        for t in ("今日的", "不急的", "公示的")
    ]
    today, maker = clock.today(), actor_of(make_staff(Role.MAKER, programme="BJ"))
    take(actor=maker, case=others[2].pk, step="accept_it", reason="受理")
    Case.objects.filter(pk=first.pk).update(due_on=today - dt.timedelta(days=1))
    Case.objects.filter(pk=others[0].pk).update(due_on=today)
    submitted(owner, title="成都的", programme="CD")
    return owner


def test_whose_turn_is_counted(owner: Company) -> None:
    found = desk_of(actor_of(make_staff(Role.CHECKER, programme="BJ")))
    assert [(p.state, p.count, p.late, p.soon, p.party) for p in found.turn] == [
        ("submitted", 3, 1, 1, "checker")
    ]
    assert [(p.state, p.count) for p in found.others] == [("public_notice", 1)]
    assert [case.title for case in found.pressing] == ["逾期的", "今日的"]
    assert found.handled == []


def test_a_role_for_one_programme_counts_there_only(owner: Company) -> None:
    user = make_staff(Role.SUPERVISOR)
    make_staff(Role.MAKER, programme="CD")
    assert desk_of(actor_of(user)).turn == []
    assert sum(pile.count for pile in desk_of(actor_of(user)).others) == 5
    chengdu = desk_of(actor_of(make_staff(Role.MAKER, programme="CD")))
    assert [(p.programme, p.count) for p in chengdu.turn] == [("CD", 1)]
    assert chengdu.others == []


def test_an_experts_and_a_districts(owner: Company) -> None:
    expert = make_staff(Role.EXPERT, programme="BJ")
    assert desk_of(actor_of(expert)).turn == []
    take_in(Case.objects.get(title="不急的"), "expert", user=expert.pk)
    assert [(p.count, p.party) for p in desk_of(actor_of(expert)).turn] == [(1, "expert")]
    district = make_staff(Role.DISTRICT, district_code="110112")
    assert [p.count for p in desk_of(actor_of(district)).others] == [1]


def test_every_figure_leads_to_as_many_cases(owner: Company) -> None:
    user = make_staff(Role.MAKER, programme="BJ")
    Case.objects.filter(title__in=["不急的", "公示的"]).update(handler=user)
    client = browser(user)
    page = client.get(url("desk"))
    assert [count for _, count, _, _ in page.context["tiles"]] == [4, 1, 1, 2]
    for label, count, address, _ in page.context["tiles"]:
        assert client.get(address).context["cl"].result_count == count, label
    for row in page.context["turn"] + page.context["others"]:
        assert client.get(row["url"]).context["cl"].result_count == row["pile"].count
        assert client.get(row["late_url"]).context["cl"].result_count == row["pile"].late
        assert client.get(row["soon_url"]).context["cl"].result_count == row["pile"].soon
    assert {row["case"].title for row in page.context["handled"]} == {"不急的", "公示的"}


def test_the_first_page_has_the_panel(owner: Company) -> None:
    shown = text(clerk().get("/admin/"))
    assert "项目 · 已提交 3 件" in shown
    assert "待我复核" in shown
    assert "轮到我办理" not in text(clerk(Role.SECURITY_ADMIN, programme="").get("/admin/"))
    looking = text(clerk(Role.SUPERVISOR, programme="").get(url("desk")))
    assert "轮到" not in looking
    assert "在办情况" in looking
    assert clerk(Role.SYSTEM_ADMIN, programme="").get(url("desk")).status_code == 403
