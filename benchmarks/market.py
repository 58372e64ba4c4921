"""Who can sell what, and random trades drawn from it.

A picture of the ledger's ``trading`` holdings in memory, so that a million random trades can be
drawn that are all possible. Units bought on a day are for sale on the next (R-TRADE-03).
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from benchmarks.databases import Connection
from benchmarks.figures import BenchBroken

LARGEST_TRADE_T = 20
FIRST_DAY = dt.date(2015, 1, 5)

PLACES = """
SELECT account, batch, in_t - out_t - CASE WHEN bought_on >= %s THEN bought_t ELSE 0 END
FROM ledger.holding WHERE bucket = 'trading' AND in_t > out_t ORDER BY account, batch
"""


class Row(NamedTuple):
    """A trade as it travels to a client."""

    reference: str
    seller: int
    buyer: int
    batch: int
    quantity_t: int
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What one account holds of one batch in ``trading``."""

    account: int
    batch: int
    tonnes: int


class Market:
    """Draws trades of 1 to 20 t: seller and buyer at random, every place equally likely."""

    def __init__(self, ledger: Connection, accounts: list[int]) -> None:
        self._ledger, self.accounts = ledger, accounts
        self._random = random.Random(20150105)
        self._references = itertools.count(1)
        self.day = FIRST_DAY
        self._places: list[tuple[int, int]] = []
        self._have: list[int] = []
        self._index: dict[tuple[int, int], int] = {}
        self._bought: Counter[tuple[int, int]] = Counter()

    def open_next_day(self) -> None:
        """What was drawn today and noted as settled is for sale tomorrow."""
        self.day += dt.timedelta(days=1)
        for place, tonnes in self._bought.items():
            self._add(place, tonnes)
        self._bought.clear()

    def look_again(self) -> None:
        """Open the next day with what the ledger really holds."""
        self.day += dt.timedelta(days=1)
        self._places, self._have, self._index = [], [], {}
        self._bought.clear()
        for account, batch, tonnes in self._ledger.execute(PLACES, [self.day]):
            if tonnes > 0:
                self._add((account, batch), tonnes)

    def draw(self, n: int, *, half: int | None = None) -> list[Row]:
        """``n`` trades that can all be settled today, in any order. ``half`` keeps sellers and
        buyers to the first (0) or second (1) half of the accounts. What is drawn is gone."""
        buyers, low, high = self._range(half)
        pick, rows = self._random.random, list[Row]()
        for _ in range(50 * n):
            if len(rows) == n:
                return rows
            i = low + int(pick() * (high - low))
            quantity = 1 + int(pick() * LARGEST_TRADE_T)
            account, batch = self._places[i]
            buyer = buyers[int(pick() * len(buyers))]
            if quantity > self._have[i] or buyer == account:
                continue
            self._have[i] -= quantity
            rows.append(Row(self._reference(), account, buyer, batch, quantity))
        raise BenchBroken(f"too little is for sale to draw {n} trades")

    def draw_from(self, place: Place, n: int, order: int | None = None) -> list[Row]:
        """``n`` trades that all sell from one place, or from one sell order of it."""
        pick, rows = self._random.randrange, list[Row]()
        while len(rows) < n:
            buyer = self.accounts[pick(len(self.accounts))]
            quantity = 1 + pick(LARGEST_TRADE_T)
            if buyer != place.account:
                rows.append(
                    Row(self._reference(), place.account, buyer, place.batch, quantity, order)
                )
        return rows

    def note_settled(self, rows: list[Row]) -> None:
        for row in rows:
            self._bought[row.buyer, row.batch] += row.quantity_t

    def largest(self, n: int) -> list[Place]:
        """The ``n`` places that hold most."""
        order = sorted(range(len(self._have)), key=self._have.__getitem__, reverse=True)[:n]
        return [Place(*self._places[i], self._have[i]) for i in order]

    @property
    def places(self) -> int:
        return len(self._places)

    def _range(self, half: int | None) -> tuple[list[int], int, int]:
        """Buyers and the range of places; places are in order of account after a look."""
        if half is None:
            return self.accounts, 0, len(self._places)
        middle = len(self.accounts) // 2
        border = bisect_right(self._places, (self.accounts[middle - 1], 1 << 31))
        if half == 0:
            return self.accounts[:middle], 0, border
        return self.accounts[middle:], border, len(self._places)

    def _add(self, place: tuple[int, int], tonnes: int) -> None:
        found = self._index.get(place)
        if found is None:
            self._index[place] = len(self._places)
            self._places.append(place)
            self._have.append(tonnes)
        else:
            self._have[found] += tonnes

    def _reference(self) -> str:
        return f"{self.day:%Y%m%d}-{next(self._references):09d}"
