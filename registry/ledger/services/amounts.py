"""Checking what callers name: accounts and batches by id, whole tonnes, serial ranges, prices.

Each check returns its value or raises a coded error, so that nothing malformed reaches the database.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Any

import orjson

from core.errors import CodedError
from registry.ledger.errors import LedgerCode
from registry.ledger.models.buckets import Bucket
from registry.ledger.serials import MAX_SERIAL

Range = tuple[int, int]
CASTS = "%s::bigint, %s::bigint, %s::bigint"


_INT4 = (1 << 31) - 1
_INT8 = (1 << 63) - 1
_MOST_CNY = Decimal("999999999999.99")


def account_id(number: Any) -> int:
    """``number`` if it can be an account's id; ``account_unknown`` otherwise."""
    return _identifier(number, _INT4, LedgerCode.ACCOUNT_UNKNOWN, "account")


def batch_id(number: Any) -> int:
    """``number`` if it can be a batch's id; ``batch_unknown`` otherwise."""
    return _identifier(number, _INT4, LedgerCode.BATCH_UNKNOWN, "batch")


def hold_id(number: Any) -> int:
    """``number`` if it can be a hold's id; ``hold_unknown`` otherwise."""
    return _identifier(number, _INT8, LedgerCode.HOLD_UNKNOWN, "hold")


def _identifier(number: Any, most: int, code: Enum, name: str) -> int:
    if type(number) is not int or not 1 <= number <= most:
        raise CodedError(code, **{name: short(number)})
    return number


def live_bucket(bucket: Any) -> str:
    """``available`` or ``trading``; ``bucket_invalid`` otherwise."""
    if bucket not in (Bucket.AVAILABLE, Bucket.TRADING):
        raise CodedError(LedgerCode.BUCKET_INVALID, bucket=short(bucket))
    return str(bucket)


def is_price(price: Any) -> bool:
    """Whether ``price`` is an exact amount of CNY: not negative, at most two decimals."""
    if type(price) is int:
        return 0 <= price <= _MOST_CNY
    if not isinstance(price, Decimal) or not price.is_finite():
        return False
    if not 0 <= price <= _MOST_CNY:
        return False
    return price == round(price, 2)


def exact_price(price: Any) -> str | None:
    """``price`` as SQL takes it, None for none; ``price_invalid`` when it is not an exact amount."""
    if price is None:
        return None
    if not is_price(price):
        raise CodedError(LedgerCode.PRICE_INVALID, price_cny=short(price))
    return price_text(price)


def price_text(price: int | Decimal) -> str:
    """An exact price as SQL takes it, with two decimals whatever its exponent was."""
    return format(Decimal(price).quantize(Decimal("0.01")), "f")


def whole_tonnes(quantity_t: Any) -> int:
    """``quantity_t`` itself if it is a whole number from 1 up; ``quantity_invalid`` otherwise."""
    if type(quantity_t) is not int or not 1 <= quantity_t <= MAX_SERIAL:
        raise CodedError(LedgerCode.QUANTITY_INVALID, quantity_t=short(quantity_t))
    return quantity_t


def short(value: Any) -> str:
    """Any value as a sentence may show it: at most 60 characters, whatever was sent."""
    # A huge integer may not be printed whole (sys.set_int_max_str_digits).
    if type(value) is int and value.bit_length() > 200:
        return "…"
    return ascii(value)[:60] if not isinstance(value, (int, Decimal)) else str(value)[:60]


def named(quantity_t: int | None, serials: Range | None) -> tuple[Any, Any, Any]:
    """(quantity, first, last) for SQL: a quantity, a range (both ends included), or both agreeing."""
    if serials is None:
        return whole_tonnes(quantity_t), None, None
    first, last = serials
    if type(first) is not int or type(last) is not int or not 1 <= first <= last <= MAX_SERIAL:
        raise CodedError(LedgerCode.RANGE_INVALID, first=short(first), last=short(last))
    if quantity_t is not None:
        whole_tonnes(quantity_t)
    return quantity_t, first, last


def document_number(document: Any) -> str:
    """The document number without surrounding blanks; ``document_missing`` when there is none."""
    if not isinstance(document, str) or not document.strip():
        raise CodedError(LedgerCode.DOCUMENT_MISSING)
    return document.strip()


def detail_json(detail: dict[str, Any] | None) -> str | None:
    """``detail`` as JSON text; ``text_invalid`` when it is no dict or cannot be stored."""
    if detail is None:
        return None
    try:
        text = orjson.dumps(detail, default=str).decode()
    except (TypeError, ValueError):
        text = "\\u0000"
    if not isinstance(detail, dict) or "\\u0000" in text:
        raise CodedError(LedgerCode.TEXT_INVALID, text="detail")
    return text
