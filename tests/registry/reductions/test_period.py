"""R-PERIOD-01 through the services: where a period may lie, and that it is claimed once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.errors import CodedError
from registry.casework.models import Case
from registry.reductions.models import Report
from tests.registry.casework.people import company
from tests.registry.reductions.world import PDF, World, do, on
from tests.registry.vvb.bodies import put_into

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> Any:
    with on():
        yield World()


def _refused(code: str, world: World, first: str, last: str) -> CodedError:
    before = Case.objects.count()
    with pytest.raises(CodedError) as caught:
        world.begin(dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    assert caught.value.code == code
    assert Case.objects.count() == before
    return caught.value


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2025-06-30", "2025-06-01", "period_reversed"),
        ("2021-12-31", "2022-12-31", "period_outside_crediting"),
        ("2028-12-01", "2029-01-01", "period_outside_crediting"),
        ("2025-12-31", "2026-01-31", "period_overlaps"),
        ("2024-01-01", "2025-01-01", "period_overlaps"),
        ("2025-03-01", "2025-03-01", "period_overlaps"),
    ],
)
def test_where_a_period_may_not_lie(world: World, first: str, last: str, code: str) -> None:
    world.begin()
    _refused(code, world, first, last)


def test_neighbours_share_no_day(world: World) -> None:
    world.begin()
    world.begin(dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    world.begin(dt.date(2026, 1, 1), dt.date(2026, 1, 31))
    assert Report.objects.count() == 3


def test_the_first_allowed_day(db: None) -> None:
    with on("2024-03-02T02:00:00+00:00"):
        world = World(crediting_from=dt.date(2020, 1, 1))
        _refused("period_too_early", world, "2020-09-21", "2020-12-31")
        world.begin(dt.date(2020, 9, 22), dt.date(2020, 12, 31))


def test_five_years_are_counted_to_the_day(world: World) -> None:
    with on("2027-01-02T02:00:00+00:00"):
        refused = _refused("period_claimed_late", world, "2022-01-01", "2022-12-31")
    assert "2022-01-02" in refused.zh
    with on("2027-01-01T02:00:00+00:00"):
        world.begin(dt.date(2022, 1, 1), dt.date(2022, 12, 31))


def test_a_period_is_drafted_before_its_end_but_not_submitted(world: World) -> None:
    report = world.calculated(first=dt.date(2026, 1, 1), last=dt.date(2026, 3, 2))
    do(report, world.owner.maker, "attach", category="monitoring_report", uploads=[PDF])
    with pytest.raises(CodedError, match="period_not_over"):
        do(report, world.owner.checker, "submit")
    with on("2026-03-03T02:00:00+00:00"):
        do(report, world.owner.checker, "submit")


def test_withdrawing_frees_the_period(world: World) -> None:
    first = world.submitted()
    _refused("period_overlaps", world, "2025-01-01", "2025-12-31")
    do(first, world.owner.checker, "withdraw")
    assert not Report.objects.get(pk=first.pk).claims_period
    again = world.begin()
    assert again.claims_period


def test_changing_the_period_takes_back_the_calculation(world: World) -> None:
    other = world.begin(dt.date(2024, 1, 1), dt.date(2024, 6, 30))
    report = world.calculated()
    days = {"period_from": dt.date(2024, 6, 1), "period_to": dt.date(2025, 6, 30)}
    with pytest.raises(CodedError, match="period_overlaps"):
        do(report, world.owner.maker, "change_period", **days)
    days["period_from"] = dt.date(2024, 7, 1)
    do(report, world.owner.maker, "change_period", **days)
    report.refresh_from_db()
    assert (report.state, report.applied_t, report.period_from) == (
        "draft",
        None,
        dt.date(2024, 7, 1),
    )
    assert "2024-07-01" in report.title
    assert other.period_to < report.period_from


def test_only_registered_projects_and_their_own_people(world: World) -> None:
    stranger = company("他山能源有限公司")
    for actor in (stranger.maker, world.owner.checker, world.maker):
        world.owner = type(world.owner)(world.owner.organisation, actor, world.owner.checker)
        _refused("step_forbidden", world, "2025-01-01", "2025-12-31")


def test_a_deregistered_project_reports_nothing(world: World) -> None:
    put_into(world.project, "deregistered")
    _refused("project_not_registered", world, "2025-01-01", "2025-12-31")
