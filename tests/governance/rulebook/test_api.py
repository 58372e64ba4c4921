"""The rulebook over the interface: values with their source, one's own before the common, deadlines."""

from __future__ import annotations

import pytest
from django.test import Client

from governance.rulebook.models import RuleParameter
from tests.core.api.refusals import problem

pytestmark = pytest.mark.django_db
V1 = "/api/v1"


def values(client: Client, **query: str) -> dict[tuple[str, str | None], dict]:
    rows = client.get(f"{V1}/rule-parameters", query | {"limit": "200"}).json()["results"]
    return {(row["rule"] + "." + row["name"], row["programme"]): row for row in rows}


def test_programmes(client: Client):
    listed = client.get(f"{V1}/programmes").json()["results"]
    assert [row["code"] for row in listed] == ["BJ", "CCER", "CD"]
    assert all(row["legal_source"] for row in listed)
    assert client.get(f"{V1}/programmes/CD").json() == listed[2]
    assert client.get(f"{V1}/programmes?status=ended").json()["results"] == []


def test_each_value_with_its_source_and_whether_it_was_read_there(client: Client):
    found = values(client)
    own, common = (found["R-NOTICE-01.working_days", code] for code in ("CCER", None))
    assert (own["value"], own["unit"], own["verified"]) == ("20", "工作日", True)
    assert (common["verified"], common["effective_to"]) == (False, None)
    assert "令第31号" in own["legal_source"]
    assert own["rule_zh"]
    assert own["rule_en"]


def test_ones_own_goes_before_the_common(client: Client):
    notice = "R-NOTICE-01.working_days"
    assert {key for key in values(client, programme="CCER") if key[0] == notice} == {
        (notice, "CCER")
    }
    assert {key for key in values(client, programme="BJ") if key[0] == notice} == {(notice, None)}
    read, unread = (values(client, programme="BJ", verified=each) for each in ("true", "false"))
    assert (notice, None) in unread
    assert not read.keys() & unread.keys()
    assert all(row["verified"] for row in read.values())
    assert {row["rule"] for row in values(client, rule="R-TRADE-03").values()} == {"R-TRADE-03"}


def test_of_another_day(client: Client):
    RuleParameter.objects.create(
        rule="R-TEST-01", name="limit", value="7", type="integer", legal_source="测试文件",
        effective_from="2020-01-01", effective_to="2020-12-31",
    )  # fmt: skip
    assert ("R-TEST-01.limit", None) not in values(client)
    assert ("R-TEST-01.limit", None) in values(client, on="2020-12-31")
    assert ("R-TEST-01.limit", None) not in values(client, on="2021-01-01")
    problem(client.get(f"{V1}/rule-parameters?on=2020-13-01"), 422, "invalid")
    problem(client.get(f"{V1}/rule-parameters?programme=XX"), 422, "invalid")


@pytest.mark.parametrize(
    ("query", "days", "on"),
    [
        ("days=20", 20, "2026-08-13"),
        ("rule=R-NOTICE-01&programme=CCER", 20, "2026-08-13"),
        ("rule=R-REVIEW-01&programme=BJ", 15, "2026-08-06"),
        ("days=1&programme=BJ", 1, "2026-07-17"),
    ],
)
def test_deadlines(client: Client, query: str, days: int, on: str):
    found = client.get(f"{V1}/calendar/deadline?from=2026-07-17&{query}").json()
    assert (found["from"], found["days"], found["on"]) == ("2026-07-17", days, on)
    assert found["provisional"] is False


def test_a_deadline_in_a_year_not_announced_is_provisional(client: Client):
    found = client.get(f"{V1}/calendar/deadline?from=2029-07-17&days=20").json()
    assert found["provisional"] is True


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("days=20", "/from"),
        ("from=2026-07-17", "/days"),
        ("from=2026-07-17&days=20&rule=R-NOTICE-01", "/days"),
        ("from=2026-07-17&rule=R-NOTICE-01", "/programme"),
        ("from=2026-07-17&rule=R-TRADE-03&programme=BJ", "/rule"),
        ("from=2026-07-17&days=20&programme=XX", "/programme"),
        ("from=1999-12-31&days=20", "/from"),
        ("from=9999-12-31&days=20", "/from"),
        ("from=2026-07-17&days=100000", "/days"),
    ],
)
def test_deadlines_asked_wrongly(client: Client, query: str, pointer: str):
    errors = problem(client.get(f"{V1}/calendar/deadline?{query}"), 422, "invalid")["errors"]
    assert [each["pointer"] for each in errors] == [pointer]


def test_a_rule_without_a_value_is_refused_as_everywhere(client: Client):
    response = client.get(f"{V1}/calendar/deadline?from=2000-01-03&rule=R-NOTICE-01&programme=BJ")
    problem(response, 422, "rule_value_missing")
