"""Checking what callers name: a quantity in whole tonnes, or an explicit serial range."""

from __future__ import annotations

from typing import Any

from core.errors import CodedError
from registry.ledger.errors import LedgerCode
from registry.ledger.serials import MAX_SERIAL

Range = tuple[int, int]
CASTS = "%s::bigint, %s::bigint, %s::bigint"


def whole_tonnes(quantity_t: Any) -> int:
    """``quantity_t`` itself if it is a whole number from 1 up; ``quantity_invalid`` otherwise."""
    if type(quantity_t) is not int or not 1 <= quantity_t <= MAX_SERIAL:
        raise CodedError(LedgerCode.QUANTITY_INVALID, quantity_t=str(quantity_t)[:60])
    return quantity_t


def named(quantity_t: int | None, serials: Range | None) -> tuple[Any, Any, Any]:
    """(quantity, first, last) for SQL: a quantity, a range (both ends included), or both agreeing."""
    if serials is None:
        return whole_tonnes(quantity_t), None, None
    first, last = serials
    if type(first) is not int or type(last) is not int or not 1 <= first <= last:
        raise CodedError(LedgerCode.RANGE_INVALID, first=first, last=last)
    whole_tonnes(last - first + 1)
    if quantity_t is not None:
        whole_tonnes(quantity_t)
    return quantity_t, min(first, MAX_SERIAL + 1), min(last, MAX_SERIAL + 1)
