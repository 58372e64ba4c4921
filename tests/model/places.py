"""Where every serial of one batch is: contiguous blocks that tile it, and how to choose among them.

Blocks are never merged: where one was cut is part of the state, because the choice depends on it.
The choosing rules are those written above the functions of ``registry/ledger/sql/0005_core.sql``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

Range = tuple[int, int]


@dataclass
class Block:
    """Serials ``first``..``last``, both included, all in one place. ``origin``: the bucket they go
    back to when their hold lets go of them; ``bought_on``: the day of the trade that brought them."""

    first: int
    last: int
    account: int
    bucket: str
    hold: int | None = None
    origin: str | None = None
    bought_on: dt.date | None = None

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class Tiling:
    """The blocks of one batch, in order of serials."""

    def __init__(self, quantity_t: int, home: int) -> None:
        self.quantity_t = quantity_t
        self.blocks = [Block(1, quantity_t, home, "unissued")]

    def free(self, account: int, bucket: str, before: dt.date | None = None) -> list[Block]:
        """The blocks of one place that no hold has; with ``before``, only those bought earlier."""
        return [
            b
            for b in self.blocks
            if (b.account, b.bucket, b.hold) == (account, bucket, None)
            and (before is None or b.bought_on is None or b.bought_on < before)
        ]

    def held(self, hold: int, origin: str | None = None) -> list[Block]:
        return [b for b in self.blocks if b.hold == hold and origin in (None, b.origin)]

    def touching(self, first: int, last: int) -> list[Block]:
        return [b for b in self.blocks if b.first <= last and b.last >= first]

    def cut(self, first: int, last: int) -> Block:
        """The block of exactly these serials, cut out of the one block they lie in."""
        (whole,) = self.touching(first, last)
        assert whole.first <= first <= last <= whole.last
        parts = [replace(whole, first=first, last=last)]
        if whole.first < first:
            parts.insert(0, replace(whole, last=first - 1))
        if last < whole.last:
            parts.append(replace(whole, first=last + 1))
        at = self.blocks.index(whole)
        self.blocks[at : at + 1] = parts
        return next(b for b in parts if b.first == first)


def total(blocks: list[Block]) -> int:
    return sum(b.size for b in blocks)


def tail(block: Block, need: int) -> Range:
    return block.last - need + 1, block.last


def smallest_first(block: Block) -> tuple[int, int]:
    return block.size, block.first


def best(blocks: list[Block], need: int) -> list[Range]:
    """The smallest block that covers what is left, else the largest, and so on; ties take the lowest
    serial; the last one is cut at its tail."""
    blocks, chosen = list(blocks), []
    while need:
        covering = [b for b in blocks if b.size >= need]
        if covering:
            return [*chosen, tail(min(covering, key=smallest_first), need)]
        largest = min(blocks, key=lambda b: (-b.size, b.first))
        chosen.append((largest.first, largest.last))
        blocks.remove(largest)
        need -= largest.size
    return chosen


def crumbs(blocks: list[Block], need: int) -> list[Range]:
    """The smallest block first; the last one is cut at its tail."""
    chosen = []
    for block in sorted(blocks, key=smallest_first):
        part = min(block.size, need)
        if part:
            chosen.append(tail(block, part))
        need -= part
    return chosen


def from_hold(blocks: list[Block], need: int) -> list[Range]:
    """The smallest block that covers the need, else crumbs."""
    covering = [b for b in blocks if b.size >= need]
    if need and covering:
        return [tail(min(covering, key=smallest_first), need)]
    return crumbs(blocks, need)
