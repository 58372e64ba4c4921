"""The entries that moved units of one account, as rows that pages are cut from: keyset by keyset, from
the index by account, however many there are; and what each did to the account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import connection
from django.db.models import Q, Window
from django.db.models.functions import RowNumber

from registry.ledger.models import Account, Entry, Move
from registry.ledger.models.buckets import Act, Bucket
from registry.ledger.statements.counterparty import counterparty
from registry.organisations.selectors.holders import display_names

LINES = 200  # of one entry that are told one by one
EVER = 2**63 - 1

_HALF = """
(SELECT entry FROM ledger.move WHERE {end}_account = %(account)s
   AND entry > %(above)s AND entry < %(below)s {acts}
 GROUP BY entry ORDER BY entry {way} LIMIT %(limit)s)
"""
_OF_ACTS = """AND EXISTS (
   SELECT 1 FROM ledger.entry e WHERE e.id = entry AND e.act = ANY(%(acts)s::ledger.act[]))"""


@dataclass(frozen=True, slots=True)
class AccountEntries:
    """The part of a queryset that paging needs: newest first unless turned round, between two
    numbers; only those of ``acts``, when these are named."""

    account: int
    acts: Collection[Act] = ()
    above: int = 0
    below: int = EVER
    newest_first: bool = True

    def order_by(self, field: str) -> AccountEntries:
        return replace(self, newest_first=field.startswith("-"))

    def filter(self, **bounds: str) -> AccountEntries:
        """``id__gt`` or ``id__lt``; ``ValueError`` for what is no number."""
        found = self
        for name, text in bounds.items():
            number = int(text)
            if not 0 <= number <= EVER:
                raise ValueError(text)
            if name == "id__gt":
                found = replace(found, above=max(found.above, number))
            else:
                found = replace(found, below=min(found.below, number))
        return found

    def __getitem__(self, rows: slice) -> list[Entry]:
        """The first ``rows.stop`` of them."""
        way = "DESC" if self.newest_first else "ASC"
        acts = _OF_ACTS if self.acts else ""
        halves = " UNION ".join(_HALF.format(end=end, way=way, acts=acts) for end in ("src", "dst"))
        values = {
            "account": self.account, "acts": [act.value for act in self.acts],
            "above": self.above, "below": self.below, "limit": rows.stop,
        }  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(f"{halves} ORDER BY entry {way} LIMIT %(limit)s", values)
            numbers = [number for (number,) in cursor]
        found = Entry.objects.select_related("request").in_bulk(numbers)
        return [found[number] for number in numbers]


@dataclass(frozen=True, slots=True)
class Line:
    """One block that came, went, or changed its bucket within the account. ``came`` and ``went`` name
    the account's own bucket, None when that end lies elsewhere."""

    serials: str
    quantity_t: int
    went: Bucket | None
    came: Bucket | None
    counterparty: str


def lines_of(account: Account, entries: Sequence[Entry]) -> dict[int, list[Line]]:
    """What each entry did to the account, the first :data:`LINES` lines of each; two queries."""
    ranked = Window(RowNumber(), partition_by="entry", order_by="line")
    moves = (
        Move.objects.filter(Q(src_account=account) | Q(dst_account=account), entry__in=entries)
        .annotate(place=ranked)
        .filter(place__lte=LINES)
        .select_related("entry", "batch", "src_account", "dst_account")
        .order_by("entry", "line")
    )
    rows = list(moves)
    ends = {end.holder_uuid for move in rows for end in (move.src_account, move.dst_account)}
    holders = display_names(uuid for uuid in ends if uuid)
    found: dict[int, list[Line]] = defaultdict(list)
    for move in rows:
        found[move.entry_id].append(_line(account, move, holders))
    return found


def _line(account: Account, move: Move, holders: dict[UUID, str]) -> Line:
    went, came = move.src_account_id == account.id, move.dst_account_id == account.id
    other = move.dst_account if went else move.src_account
    holder = holders.get(other.holder_uuid, "—") if other.holder_uuid else None
    return Line(
        serials=move.batch.serial(move.first, move.last),
        quantity_t=move.quantity_t,
        went=Bucket(move.src_bucket) if went else None,
        came=Bucket(move.dst_bucket) if came else None,
        counterparty=""
        if went and came
        else counterparty(Act(move.entry.act), other.number, holder),
    )
