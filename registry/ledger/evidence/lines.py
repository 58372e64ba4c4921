"""The canonical lines of requests and entries (docs/evidence.md), once for SQL and once for Python.

An entry has one line for each move, or one without a move. Lines are hashed by the database, which
has the rows at hand; a single proof takes the same expressions as named values. A test holds the
two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from governance.audit.evidence import records


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a line: never missing, or ``nullable``, or ``free`` text."""

    name: str
    sql: str
    nullable: bool = False
    free: bool = False

    @property
    def encoded(self) -> str:
        """As concat_ws takes it. Plain values need no cast, which is what makes this fast."""
        if self.free:
            return f"replace(replace({self.sql}, '%%', '%%25'), ' ', '%%20')"
        return f"coalesce(({self.sql})::text, '-')" if self.nullable else self.sql


SALTED = "encode(sha256(w.salt || convert_to(({}), 'UTF8')), 'hex')"


def _joined(*fields: str) -> str:
    return f"concat_ws(' ', {', '.join(fields)})"


_PUBLIC_ENTRY = (
    Field("format", f"'{records.ENTRY}'"),
    Field("entry", "e.id"),
    Field("request", "e.request"),
    Field("act", "e.act"),
    Field("on_date", "e.on_date"),
    Field("quantity_t", "e.quantity_t"),
)
_PUBLIC_MOVE = tuple(
    Field(name, f"m.{name}")
    for name in ("line", "batch", "first", "last", "src_bucket", "dst_bucket")
)
# What is nobody else's business: who, at what price, on which document, how much they hold. One
# salted hash stands for all of it, so that a proof can be public and the values still cannot change.
PRIVATE_ENTRY = (
    Field("price_cny", "e.price_cny", nullable=True),
    Field("undoes", "e.undoes", nullable=True),
    Field("source", "e.source", free=True),
    Field("reference", "e.reference", free=True),
    Field("content", "encode(e.content, 'hex')"),
    Field("detail", "coalesce(e.detail::text, '-')", free=True),
)
_PRIVATE_MOVE = (
    *(Field(name, f"m.{name}") for name in ("src_account", "dst_account", "src_out_t", "dst_in_t")),
    *(
        Field(name, f"m.{name}", nullable=True)
        for name in (
            *("src_hold", "dst_hold", "parent_entry", "parent_line"),
            *("origin", "bought_on"),
        )
    ),
)


def _private(*fields: Field) -> str:
    return SALTED.format(_joined("'private'", *(field.encoded for field in fields)))


_HIDDEN, _HIDDEN_WITH = _private(*PRIVATE_ENTRY), _private(*PRIVATE_ENTRY, *_PRIVATE_MOVE)
_WITHOUT = _joined(
    *(f.encoded for f in _PUBLIC_ENTRY), f"'{' '.join('-' * len(_PUBLIC_MOVE))}'", _HIDDEN
)
_WITH = _joined(*(f.encoded for f in (*_PUBLIC_ENTRY, *_PUBLIC_MOVE)), _HIDDEN_WITH)

# Of an entry ``e``, its move ``m`` (or none) and its request's salt in ``w``.
LINE = f"CASE WHEN m.entry IS NULL THEN {_WITHOUT} ELSE {_WITH} END"
VALUES = ", ".join(
    [
        *(f'({f.sql})::text AS "{f.name}"' for f in (*_PUBLIC_ENTRY, *_PUBLIC_MOVE)),
        f'CASE WHEN m.entry IS NULL THEN {_HIDDEN} ELSE {_HIDDEN_WITH} END AS "private_hash"',
    ]
)


def request_record(
    row: Mapping[str, Any], salt: bytes, entries: int, root: bytes
) -> dict[str, str | None]:
    """The record of a request; people only as salted hashes."""
    return {
        "format": records.REQUEST,
        "request": str(row["id"]),
        "at": row["at"],
        "client": row["client"],
        "role": row["actor_role"],
        "actor_hash": salted(salt, str(row["actor_id"])),
        "name_hash": salted(salt, row["actor_name"]),
        "ip_hash": salted(salt, row["ip"]),
        "reason_hash": salted(salt, row["reason"]),
        "key_hash": salted(salt, row["key"]),
        "body_hash": salted(salt, row["body"]),
        "entries": str(entries),
        "entries_root": root.hex(),
    }


def salted(salt: bytes, value: str) -> str:
    """SHA-256 of the salt followed by the text, in hexadecimal digits."""
    return sha256(salt + value.encode()).hexdigest()
