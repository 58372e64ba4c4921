"""What issuance refuses: codes that no serial can carry, shares that do not stand, numbers taken."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection

from registry.ledger.models import Batch
from registry.ledger.services.issuance import BatchName, issue_batch
from tests.registry.ledger.every_act import WHY
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import APPROVER, blocks, make_account, make_batch, ref

pytestmark = pytest.mark.django_db
GOOD: dict[str, Any] = {
    "programme": "BJ", "methodology": "SAMPLE-01-V01", "project": "P0001", "vintage": 2025,
}  # fmt: skip


def issue(shares: Any = None, *, reference: str | None = None, **change: Any) -> Batch:
    issuance = change.pop("issuance", None)
    shares = {make_account().id: 5} if shares is None else shares
    return issue_batch(
        actor=APPROVER, name=BatchName(**GOOD | change), shares=shares, issuance=issuance,
        reference=reference or ref(), **WHY,
    )  # fmt: skip


CODES = [
    "",
    "a",
    "p1",
    "P 1",
    "P_1",
    "-P",
    ".P",
    "P/1",
    "Ｐ１",
    "方法",
    "P" * 41,
    "P\n",
    "P\0",
    "\ud800",
    None,
    5,
]


@pytest.mark.parametrize("field", ["methodology", "project"])
@pytest.mark.parametrize("code", CODES, ids=lambda c: ascii(c)[:12])
def test_a_code_that_no_serial_carries(field: str, code: Any) -> None:
    shares = {make_account().id: 5}
    with refused("code_malformed"):
        issue(shares, **{field: code})


VINTAGES = [1989, 2201, 0, -2025, 20250, "2025", 2025.0, True, None]


@pytest.mark.parametrize(
    "vintage",
    VINTAGES,
)
def test_a_vintage_that_cannot_be(vintage: Any) -> None:
    shares = {make_account().id: 5}
    with refused("code_malformed"):
        issue(shares, vintage=vintage)


def test_a_vintage_too_long_to_print() -> None:
    shares = {make_account().id: 5}
    with refused("code_malformed"):
        issue(shares, vintage=10**5000)


@pytest.mark.parametrize("issuance", [0, -1, 10_000, "1", 1.0, True, 2**40])
def test_an_issuance_number_that_cannot_be(issuance: Any) -> None:
    shares = {make_account().id: 5}
    with refused("code_malformed"):
        issue(shares, issuance=issuance)


def test_a_period_that_ends_before_it_begins() -> None:
    shares = {make_account().id: 5}
    with refused("code_malformed"):
        issue(shares, period_from=dt.date(2025, 2, 1), period_to=dt.date(2025, 1, 31))
    issue(shares, period_from=dt.date(2025, 2, 1), period_to=dt.date(2025, 2, 1))


@pytest.mark.parametrize("programme", ["ZZ", "bj", "", "BJ\0", "\ud800"])
def test_a_programme_that_is_none(programme: str) -> None:
    shares = {make_account().id: 5}
    with refused("text_invalid" if programme in ("BJ\0", "\ud800") else "programme_unknown"):
        issue(shares, programme=programme)


@pytest.mark.parametrize("external", ["a\0b", "\ud800"])
def test_an_external_code_that_cannot_be_stored(external: str) -> None:
    shares = {make_account().id: 5}
    with refused("text_invalid"):
        issue(shares, external_code=external)


def test_no_shares() -> None:
    with refused("shares_invalid"):
        issue({})


@pytest.mark.parametrize(
    "quantity_t",
    [0, -5, 1.5, "5", True, None, 10**10, pytest.param(10**5000, id="long")],
)
def test_a_share_that_is_no_quantity(quantity_t: Any) -> None:
    a, b = make_account().id, make_account().id
    with refused("quantity_invalid"):
        issue({a: 5, b: quantity_t})


def test_more_than_serials_can_number() -> None:
    a, b = make_account().id, make_account().id
    with refused("quantity_invalid"):
        issue({a: 9_999_999_999, b: 1})
    whole = issue({a: 9_999_999_998, b: 1})
    assert blocks(whole.id) == [
        (1, 9_999_999_998, a, "available"), (9_999_999_999, 9_999_999_999, b, "available"),
    ]  # fmt: skip


def test_a_number_that_is_taken() -> None:
    shares = {make_account().id: 5}
    assert [issue(shares).issuance, issue(shares).issuance] == [1, 2]
    with refused("batch_exists", issuance=2):
        issue(shares, issuance=2)
    assert issue(shares, issuance=9999).issuance == 9999
    with refused("code_malformed"):
        issue(shares)  # the next would be the ten-thousandth


def test_each_project_vintage_and_programme_counts_for_itself() -> None:
    shares = {make_account().id: 5}
    elsewhere = {make_account("CD").id: 5}
    issue(shares)
    assert issue(shares, vintage=2024).issuance == 1
    assert issue(shares, project="P0002").issuance == 1
    assert issue(elsewhere, programme="CD").issuance == 1
    assert issue(shares).issuance == 2


def test_the_same_issuance_again_is_answered() -> None:
    account, reference = make_account().id, ref()
    shares = {account: 5}
    first = issue(shares, reference=reference)
    assert issue(shares, reference=reference).id == first.id
    with refused("reference_mismatch", reference=reference):
        issue({account: 6}, reference=reference)
    assert Batch.objects.filter(project="P0001").count() == 1


def test_issuing_ten_billion_tonnes_costs_as_much_as_issuing_one() -> None:
    account = make_account().id

    def statements(quantity_t: int) -> int:
        with connection.cursor() as cursor:
            batch = make_batch({account: quantity_t})
            cursor.execute("SELECT count(*) FROM ledger.block WHERE batch = %s", (batch.id,))
            return cursor.fetchone()[0]

    assert statements(1) == statements(9_999_999_999) == 1
