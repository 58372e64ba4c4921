"""Rule values by programme and day; none is ever silently missing, none is ever double."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DataError, IntegrityError, transaction

from core.errors import CodedError
from core.integrity import broken_constraint
from governance.rulebook.models import Programme, RuleParameter
from governance.rulebook.selectors import value_on

pytestmark = pytest.mark.django_db

NEW_YEAR = dt.date(2026, 1, 1)


def add(value: str, type: str = "integer", **fields: object) -> RuleParameter:
    defaults = {
        "rule": "R-TEST-01",
        "name": "limit",
        "legal_source": "测试文件",
        "effective_from": NEW_YEAR,
    }
    return RuleParameter.objects.create(value=value, type=type, **defaults | fields)


def test_programmes_are_shipped():
    names = dict(Programme.objects.values_list("code", "name_zh"))
    assert names == {"CCER": "全国温室气体自愿减排", "BJ": "北京碳普惠", "CD": "碳惠天府"}
    assert all(Programme.objects.values_list("legal_source", flat=True))


@pytest.mark.parametrize("programme", ["CCER", "BJ", "CD"])
def test_t_plus_one_is_shipped_unverified(programme):
    assert value_on("R-TRADE-03", "bought_today_is_locked", programme, NEW_YEAR) is True
    assert not RuleParameter.objects.filter(rule="R-TRADE-03", verified=True).exists()


def test_own_value_goes_before_the_common_one():
    add("5")
    add("7", programme_id="BJ")
    assert value_on("R-TEST-01", "limit", "BJ", NEW_YEAR) == 7
    assert value_on("R-TEST-01", "limit", "CD", NEW_YEAR) == 5


def test_both_end_days_are_in_force():
    last = dt.date(2026, 6, 30)
    add("5", effective_to=last)
    add("6", effective_from=last + dt.timedelta(days=1))
    assert value_on("R-TEST-01", "limit", "BJ", last) == 5
    assert value_on("R-TEST-01", "limit", "BJ", last + dt.timedelta(days=1)) == 6
    with pytest.raises(CodedError) as caught:
        value_on("R-TEST-01", "limit", "BJ", NEW_YEAR - dt.timedelta(days=1))
    assert caught.value.code == "rule_value_missing"
    assert "R-TEST-01" in caught.value.zh
    assert "2025-12-31" in caught.value.zh


@pytest.mark.parametrize(
    ("value", "type", "expected"),
    [
        ("true", "boolean", True),
        ("false", "boolean", False),
        ("0.05", "decimal", Decimal("0.05")),
        ("2026-12-31", "date", dt.date(2026, 12, 31)),
        ("allowance", "text", "allowance"),
    ],
)
def test_values_are_typed(value, type, expected):
    add(value, type)
    assert value_on("R-TEST-01", "limit", "BJ", NEW_YEAR) == expected


@pytest.mark.laws
@pytest.mark.parametrize("programme", [None, "BJ"])
def test_database_refuses_two_values_for_a_day(programme):
    add("5", programme_id=programme, effective_to=dt.date(2026, 6, 30))
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        add("6", programme_id=programme, effective_from=dt.date(2026, 6, 30))
    assert broken_constraint(caught.value) == "rulebook_one_value_a_day"


@pytest.mark.laws
@pytest.mark.parametrize("code", ["bj", "B", "北京", "BJ1", "ABCDEFGHIJK"])
def test_database_knows_what_a_programme_code_is(code):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Programme.objects.create(code=code, name_zh="甲", name_en="A")
    assert not Programme.objects.filter(code=code).exists()
