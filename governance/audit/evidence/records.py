"""What a leaf says: records of named values, and the one line of text that stands for each.

The line is what is hashed (docs/evidence.md). Field names are not in it, so a reader must know them:
they are listed here, and a released format never changes; a change is a format with the next number.
"""

from __future__ import annotations

from collections.abc import Mapping

Record = Mapping[str, str | None]

REQUEST, ENTRY = "ledger.request/1", "ledger.entry/1"
ROTATION = "evidence.rotation/1"

FORMATS: dict[str, tuple[str, ...]] = {
    REQUEST: (
        "format", "request", "at", "client", "role", "actor_hash", "name_hash", "ip_hash",
        "reason_hash", "key_hash", "body_hash", "entries", "entries_root",
    ),
    ENTRY: (
        "format", "entry", "request", "act", "on_date", "quantity_t",
        "line", "batch", "first", "last", "src_bucket", "dst_bucket", "private_hash",
    ),
}  # fmt: skip

FREE = frozenset({"client"})  # text that is never missing


class RecordError(ValueError):
    """A record of no known format, or with other fields than its format has."""


def line_of(record: Record) -> str:
    """The canonical line: values in the order of the format, joined by single spaces."""
    names = FORMATS.get(record.get("format") or "")
    if names is None:
        raise RecordError(f"unknown format {record.get('format')!r}")
    if set(record) != set(names):
        raise RecordError(f"fields differ from {names}: {sorted(set(record) ^ set(names))}")
    for name in names:
        if record[name] == (None if name in FREE else "-"):
            raise RecordError(f"{name} is {record[name]!r}: two records would have one line")
    return " ".join(encoded(record[name]) for name in names)


def record_of(line: str) -> dict[str, str | None]:
    """The record that a canonical line stands for."""
    values = line.split(" ")
    names = FORMATS.get(values[0])
    if names is None or len(names) != len(values):
        raise RecordError(f"no record of a known format: {line!r}")
    pairs = zip(names, values, strict=True)
    return {name: _text(value) if name in FREE else decoded(value) for name, value in pairs}


def encoded(value: str | None) -> str:
    """Nothing is ``-``. Fields that may be missing are never free text, so no text is taken for it."""
    if value is None:
        return "-"
    if not isinstance(value, str):
        raise RecordError(f"{value!r} is no text")
    return value.replace("%", "%25").replace(" ", "%20")


def decoded(value: str) -> str | None:
    return None if value == "-" else _text(value)


def _text(value: str) -> str:
    return value.replace("%20", " ").replace("%25", "%")
