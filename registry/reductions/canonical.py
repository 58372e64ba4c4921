"""One way to write a JSON value as bytes, and its SHA-256: keys sorted, no blanks, UTF-8."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """The canonical bytes. ``ValueError`` for a value that JSON writes in several ways (floats)."""
    _no_floats(value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8")


def sha256_of(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def _no_floats(value: Any) -> None:
    if isinstance(value, float):
        raise ValueError("a float has no one way to be written")
    for each in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        _no_floats(each)
