"""Lists of cases: filters, pages, refusals, and reading only."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.test import Client

from core import clock
from governance.identity.roles import Role
from registry.casework.models import Case
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.casework.api.scenes import asked, listed, status
from tests.registry.casework.people import company, draft_project, put_into

pytestmark = pytest.mark.django_db
DAY = dt.datetime(2026, 3, 2, 10, tzinfo=clock.SHANGHAI)


@pytest.fixture
def clerk() -> Client:
    return browser(make_staff(Role.MAKER, real_name="周敏"))


def submitted(**fields: object) -> Case:
    project = draft_project(company(district_code="110105"), **fields)  # type: ignore[arg-type]
    put_into(project, "submitted")
    return Case.objects.get(pk=project.pk)


def test_every_filter_narrows():
    with time_machine.travel(DAY, tick=False):
        user = make_staff(Role.MAKER, real_name="周敏")
        one, other = submitted(title="青岚一期"), submitted(title="渔光互补")
        Case.objects.filter(pk=one.pk).update(handler=user, due_on=dt.date(2026, 2, 27))
        Case.objects.filter(pk=other.pk).update(due_on=dt.date(2026, 3, 2))
        put_into(other, "public_notice")
    with time_machine.travel(DAY + dt.timedelta(hours=1), tick=False):
        mine = browser(user)
        first, second = {str(one.pk)}, {str(other.pk)}
        for query, found in (
            ({}, first | second), ({"kind": "project", "state": "submitted"}, first),
            ({"state": "public_notice"}, second), ({"handler": "me"}, first),
            ({"overdue": "true"}, first), ({"overdue": "false"}, second),
            ({"due_before": "2026-03-02"}, first), ({"due_before": "2026-03-03"}, first | second),
            ({"q": "青岚一期"}, first), ({"q": str(other.number)}, second),
            ({"applicant": one.applicant.uscc}, first), ({"applicant": str(one.applicant_id)}, first),
            ({"applicant": "没有"}, set()), ({"district": "110105"}, first | second),
            ({"district": "110106"}, set()), ({"programme": "CD"}, set()),
            ({"programme": "BJ", "kind": "project"}, first | second),
            ({"changed_since": "2000-01-01T00:00:00+08:00"}, first | second),
            ({"changed_since": "2100-01-01T00:00:00Z"}, set()),
        ):  # fmt: skip
            got = listed(mine, **query) - {
                str(pk) for pk in Case.objects.exclude(kind="project").values_list("pk", flat=True)
            }
            assert got == found, query


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({"stat": "draft"}, 400), ({"kind": "x"}, 422), ({"state": "x"}, 422), ({"limit": "0"}, 400),
        ({"handler": "7"}, 422), ({"due_before": "tomorrow"}, 422), ({"programme": "XX"}, 422),
        ({"cursor": "x"}, 400), ({"q": "a\0b"}, 422), ({"q": "长" * 101}, 422),
        ({"changed_since": "x"}, 422), ({"ordering": "title"}, 400),
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused(client, query, code):
    assert status(client, "cases", **query) == code


def test_pages_go_on_after_what_comes_in_meanwhile(clerk):
    client = clerk
    made = [str(submitted(title=f"项目{n}").pk) for n in range(5)]
    page = asked(client, "cases", limit=2, kind="project")
    submitted(title="其间新增")
    seen = [row["uuid"] for row in page["results"]]
    while page["next"]:
        page = asked(client, page["next"].split("/api/v1/")[1])
        seen += [row["uuid"] for row in page["results"]]
    assert seen == made[::-1]


def test_a_stranger_learns_of_changes_of_state_only(client):
    case = submitted()
    put_into(case, "public_notice")
    Case.objects.filter(pk=case.pk).update(since=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
    assert str(case.pk) in listed(client, kind="project")
    assert listed(client, kind="project", changed_since="2026-01-05T00:00:00Z") == {str(case.pk)}
    assert listed(client, kind="project", changed_since="2026-01-06T00:00:00Z") == set()
    assert listed(client, handler="me") == set()


def test_nothing_is_written_here(clerk):
    client = clerk
    case = submitted()
    before = list(Case.objects.order_by("pk").values())
    for address in (
        "cases", f"cases/{case.pk}", f"cases/{case.pk}/events",
        f"cases/{case.pk}/documents/{case.files.first().pk}", "notices", "projects", "reports",
        f"reports/{case.pk}/calculation", "accredited-bodies", "methodologies/published",
        "methodologies/published/BJ/BJ-01/V01", "methodologies/published/BJ/BJ-01/V01/definition",
        f"notices/{case.pk}", f"projects/{case.pk}", f"reports/{case.pk}",
    ):  # fmt: skip
        for method in ("post", "put", "patch", "delete"):
            answer = getattr(client, method)(f"/api/v1/{address}", {"state": "registered"})
            assert answer.status_code == 405, (method, address)
            assert answer["Content-Type"] == "application/problem+json"
    assert list(Case.objects.order_by("pk").values()) == before
