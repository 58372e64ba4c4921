"""Reason, reference, key, detail: what must be there and what cannot be stored, for every act."""

from __future__ import annotations

from typing import Any

import pytest

from registry.ledger.models import Entry
from registry.ledger.models.buckets import Act
from registry.ledger.services import holds, units
from tests.registry.ledger.every_act import ACTS, WHY, prepare
from tests.registry.ledger.refusing import refused
from tests.registry.ledger.world import APPROVER, CHECKER, SECONDED, World, ref

pytestmark = pytest.mark.django_db
UNFIT = [
    "",
    " " * 0,
    "a\0b",
    "a\nb",
    "\x1f",
    "\x7f",
    "\x85",
    "\ud800",
    "x" * 101,
    None,
    5,
    b"r",
    ["r"],
]


@pytest.mark.parametrize("act", ACTS)
def test_no_reason(act: Act) -> None:
    perform = prepare(act)
    for reason in ("", "   ", "\n\t", "　", None):
        with refused("reason_missing"):
            perform(reason=reason)


@pytest.mark.parametrize("act", ACTS)
def test_a_reason_that_cannot_be_stored(act: Act) -> None:
    perform = prepare(act)
    for reason in ("a\0b", "\ud800"):
        with refused("text_invalid"):
            perform(reason=reason)
    with refused("reason_too_long", length=501):
        perform(reason="因" * 501)


@pytest.mark.parametrize("act", ACTS)
def test_a_reference_that_is_none(act: Act) -> None:
    perform = prepare(act)
    for reference in UNFIT:
        with refused("reference_invalid"):
            perform(reference=reference)


@pytest.mark.parametrize("act", ACTS)
def test_a_key_that_is_none(act: Act) -> None:
    perform = prepare(act)
    for key in ("", "a\0b", "\ud800", "x" * 201, 5, b"k"):
        with refused("reference_invalid"):
            perform(key=key)


def test_a_number_too_long_to_print_as_reference() -> None:
    transfer = prepare_transfer()
    with refused("reference_invalid"):
        transfer(reference=10**5000)


def prepare_transfer() -> Any:
    w = World(n=2, each_t=10)
    a, b = w.accounts

    def transfer(**who: Any) -> Any:
        named: dict[str, Any] = {"reference": ref(), **WHY} | who
        return units.transfer(
            actor=CHECKER, batch=w.batch, source=a, destination=b, quantity_t=1, **named
        )

    return transfer


@pytest.mark.parametrize(
    "text",
    [
        "京发改〔2026〕15号",
        "a b",
        "😀",
        "%s",
        "'; DROP TABLE ledger.move; --",
        "\\",
        "{0}{x}",
        "x" * 100,
    ],
)
def test_any_printable_reference_and_reason_is_kept_as_it_is(text: str) -> None:
    reply = prepare_transfer()(reference=text, reason=text, key=text)
    entry = Entry.objects.get(id=reply["entry"])
    kept = (entry.reference, entry.request.reason, entry.request.key)
    assert kept == (text, text + SECONDED.zh, text)


@pytest.mark.parametrize("text", ["{0}", "{x}", "%s", "{", "}"])
def test_braces_in_what_was_sent_do_not_break_the_sentence(text: str) -> None:
    transfer = prepare_transfer()
    transfer(reference=text)
    w = World(n=2, each_t=10)
    with pytest.raises(Exception, match="reference_mismatch"):
        units.transfer(
            actor=CHECKER, batch=w.batch, source=w.accounts[0], destination=w.accounts[1], quantity_t=2,
            reference=text, **WHY,
        )  # fmt: skip


DETAILS = [
    {"x": "a\0b"}, {"a\0b": 1}, {"x": "\ud800"}, {"x": 2**64}, [1], "text", 5, {1: 2, (1, 2): 3},
]  # fmt: skip


@pytest.mark.parametrize("detail", DETAILS, ids=lambda d: ascii(d)[:30])
def test_a_detail_that_cannot_be_stored(detail: Any) -> None:
    w = World(n=1, each_t=10)
    hold = holds.freeze(
        actor=CHECKER,
        batch=w.batch,
        account=w.accounts[0],
        quantity_t=2,
        document="甲",
        reference=ref(),
        **WHY,
    )["hold"]
    place: dict[str, Any] = {"batch": w.batch, "account": w.accounts[0], "quantity_t": 1, **WHY}
    with refused("text_invalid"):
        units.cancel(actor=APPROVER, reference=ref(), detail=detail, **place)
    with refused("text_invalid"):
        prepare_transfer_later(w)(detail=detail)
    with refused("text_invalid"):
        holds.cancel_frozen(
            actor=APPROVER, hold=hold, document="取", reference=ref(), detail=detail, **WHY
        )


def prepare_transfer_later(w: World) -> Any:
    def transfer(**who: Any) -> Any:
        return units.transfer(
            actor=CHECKER, batch=w.batch, source=w.accounts[0], destination=w.accounts[0] + 1,
            quantity_t=1, reference=ref(), **WHY, **who,
        )  # fmt: skip

    return transfer


def test_what_a_detail_says_is_kept() -> None:
    said = {"court": "一中院", "n": 5, "list": [1, None, True], "deep": {"x": "\\u0000"[:5]}}
    reply = prepare_transfer()(detail=said)
    assert Entry.objects.get(id=reply["entry"]).detail == said
