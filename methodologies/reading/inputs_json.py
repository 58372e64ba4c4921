"""Inputs of a calculation from JSON: bounded, no floats, no key twice."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError

_TABLE = re.compile(rb'"([^"\\]{1,200})"\s{0,20}:\s{0,20}\[')


def read_inputs(raw: bytes) -> dict[str, Any]:
    """The JSON object in ``raw``; numbers stay as they were written."""
    if len(raw) > limits.INPUT_BYTES:
        raise _too_large(raw)
    try:
        found = json.loads(
            raw.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_object,
        )
    except RecursionError:
        raise _unreadable("嵌套过深 / nested too deeply") from None
    except ValueError as problem:  # not JSON, not UTF-8, or an integer of thousands of digits
        raise _unreadable(str(problem)[:200]) from None
    if not isinstance(found, dict):
        raise _unreadable("不是对象 {…} / not an object")
    return found


def _too_large(raw: bytes) -> MethodologyError:
    """Says which table was being read when the bytes passed the limit."""
    tables = _TABLE.findall(raw[: limits.INPUT_BYTES])
    symbol = tables[-1].decode("utf-8", errors="replace")[:40] if tables else ""
    return MethodologyError(
        MethodologyCode.INPUTS_TOO_LARGE,
        symbol=symbol,
        used=symbol,
        limit=f"{limits.INPUT_BYTES:,}",
    )


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _unreadable(f"键“{twice[:40]}”出现两次 / key given twice")
    return found


def _no_number(text: str) -> Any:
    raise _unreadable(f"{text} 不是数字 / is no number")


def _unreadable(problem: str) -> MethodologyError:
    return MethodologyError(MethodologyCode.INPUTS_UNREADABLE, problem=problem)
