"""What is told of a serial: its batch, the places where its units are now, and the steps there."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from registry.ledger.models import Batch
from registry.ledger.models.buckets import Act, Bucket


@dataclass(frozen=True, slots=True)
class Party:
    """An account with what its holder may be called in public; a person's name is masked.
    ``kind`` is the holder's, empty for the system's account."""

    account: int
    number: str
    holder: str
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """One move of the units. ``serials`` is the whole range that moved; prices are CNY a tonne."""

    entry: int
    line: int
    act: Act
    on_date: dt.date
    at: dt.datetime
    serials: str
    source: Party
    source_bucket: Bucket
    destination: Party
    destination_bucket: Bucket
    price_cny: Decimal | None
    actor_name: str
    actor_role: str
    reason: str
    numbered_by: str
    reference: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class HoldFacts:
    """Why units are reserved or frozen."""

    id: int
    kind: str
    document: str
    expires_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Present:
    """The part of what was asked that lies in one block now, with its history, oldest first.
    ``earlier`` is the move before the first step told, when there are more."""

    first: int
    last: int
    serials: str
    quantity_t: int
    party: Party
    bucket: Bucket
    hold: HoldFacts | None
    steps: tuple[Step, ...]
    earlier: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class SerialHistory:
    """What is known of a serial. ``more`` tells that further blocks were left out."""

    batch: Batch
    serials: str
    quantity_t: int
    present: tuple[Present, ...]
    more: bool
