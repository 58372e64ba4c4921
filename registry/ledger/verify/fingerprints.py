"""The big sums of a run, both sides of each, in one pass over each table.

Each pair of sums that must agree has a name; ``Sums.unequal`` are the names that do not. They tell
nothing about where the fault is: the exact queries in ``checks`` of the same name do.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from registry.ledger.verify import hashing, paths
from registry.ledger.verify.checks.blocks import FAULTY as FAULTY_BLOCK
from registry.ledger.verify.checks.entries import SPECIAL
from registry.ledger.verify.checks.moves import FAULTY as FAULTY_MOVE
from registry.ledger.verify.scope import Scope
from registry.ledger.verify.sums import (
    BALANCES,
    BLOCKS,
    BOUGHT,
    ENTRIES,
    METERS,
    MOVES,
    REPLAY,
)

# An entry might reach beyond one batch, so these sums are for whole runs.
NOT_OF_A_BATCH = {ENTRIES}

# Tonnes of a range, kept within what fits the sums however wrong the row is.
SIZE = "(least(greatest({0}.last - {0}.first, -1), 9999999999) + 1)"


@dataclass(slots=True)
class Sums:
    """What was read: rows of each table, and per name what is left when the sides are subtracted."""

    rows: Counter[str]
    left: Counter[str]

    def unequal(self) -> set[str]:
        return {name.split("__")[0] for name, rest in self.left.items() if rest != 0}


def add_up(read: Mapping[str, Mapping[str, Any]]) -> Sums:
    """The one row that each pass read, by the pass's name, added up."""
    sums = Sums(Counter(), Counter())
    for table, row in read.items():
        for name, number in row.items():
            if name == "rows":
                sums.rows[table] += int(number)
            else:
                sums.left[name] += int(number)
    return sums


def queries(scope: Scope, key: int | None = None) -> dict[str, str]:
    """The pass over each table, under a fresh key; columns are named after the sums they belong to."""
    key = secrets.randbits(62) if key is None else key
    found = {
        "blocks": _blocks(key),
        "moves": _moves(key, entries=scope.batch is None),
        "batches": _batches(key),
        "holdings": _holdings(key),
        "holds": _holds(key),
    }
    if scope.batch is None:
        found |= {"entries": _entries(key), "special entries": _special_entries(key)}
    return found


def _moves(key: int, *, entries: bool) -> str:
    rows = f"""(SELECT m.*, {SIZE.format("m")} AS size, {paths.of_move("m")} AS path,
        {hashing.place("m.batch", "m.src_account", "m.src_bucket", "m.src_hold", key)} AS src,
        {hashing.place("m.batch", "m.dst_account", "m.dst_bucket", "m.dst_hold", key)} AS dst
      FROM {{moves}} m {hashing.FENCE})"""
    hashed = f"""(SELECT m.first, m.last, m.size, m.src, m.dst, m.src_out_t, m.dst_in_t,
        {hashing.node("m.src", "m.parent_entry", "m.parent_line")} AS taken,
        {hashing.node("m.dst", "m.entry", "m.line")} AS given,
        {hashing.act("m.entry", "m.path", "m.bought_on", key)} AS act,
        {FAULTY_MOVE} AS faulty
      FROM {rows} m {hashing.FENCE})"""
    taken, given = _units("m.taken", "m"), _units("m.given", "m")
    sums = {
        MOVES: "m.faulty::int",
        REPLAY: f"{taken} - {given}",
        f"{METERS}__out": hashing.tile("m.src", "m.src_out_t - m.size::float8", "m.src_out_t"),
        f"{METERS}__in": hashing.tile("m.dst", "m.dst_in_t - m.size::float8", "m.dst_in_t"),
    }
    if entries:
        sums |= _twice(ENTRIES, hashing.weighed("m.size", "m.act"))
    return _select(f"{hashed} m", sums)


def _blocks(key: int) -> str:
    """Blocks with the holding they belong to."""
    rows = f"""(SELECT k.*, {SIZE.format("k")} AS size, ({FAULTY_BLOCK}) IS TRUE AS faulty,
        {hashing.place("k.batch", "k.account", "k.bucket", "k.hold", key)} AS place,
        h.bought_on AS latest
      FROM {{blocks}} k LEFT JOIN {{holdings}} h ON k.hold IS NULL
        AND (h.account, h.batch, h.bucket) = (k.account, k.batch, k.bucket)
      {hashing.FENCE})"""
    hashed = f"""(SELECT k.first, k.last, k.size, k.faulty, k.place,
        {hashing.node("k.place", "k.entry", "k.line")} AS node,
        CASE WHEN k.hold IS NULL AND k.bought_on = k.latest THEN k.size ELSE 0 END AS bought,
        (k.hold IS NULL AND k.bought_on > coalesce(k.latest, '-infinity')) IS TRUE AS late
      FROM {rows} k {hashing.FENCE})"""
    sums = {
        BLOCKS: "k.faulty::int",
        REPLAY: _units("k.node", "k"),
        f"{BOUGHT}__late": "k.late::int",
    }
    sums |= _twice(BALANCES, hashing.weighed("k.size", "k.place"))
    return _select(f"{hashed} k", sums | _twice(BOUGHT, hashing.weighed("k.bought", "k.place")))


def _batches(key: int) -> str:
    place = hashing.place("b.id", "b.home", "'unissued'::ledger.bucket", "NULL::bigint", key)
    genesis = hashing.node(place, "NULL::bigint", "NULL::int")
    sums = {
        REPLAY: f"- {hashing.tile(genesis, '1', 'b.quantity_t + 1')}",
        f"{METERS}__in": hashing.tile(place, "0", "b.quantity_t"),
    }
    return _select("{batches} b", sums)


def _holdings(key: int) -> str:
    bought = hashing.weighed("(- h.bought_t)", "h.place")
    return _places("{holdings}", "NULL::bigint", "h.bought_t", key, _twice(BOUGHT, bought))


def _holds(key: int) -> str:
    return _places("{holds}", "h.id", "0", key, {})


def _places(source: str, hold: str, bought: str, key: int, more: dict[str, str]) -> str:
    """The meters and balances of holdings or holds: the other side of the moves and blocks."""
    rows = f"""(SELECT h.in_t, h.out_t, {bought} AS bought_t,
        {hashing.place("h.batch", "h.account", "h.bucket", hold, key)} AS place
      FROM {source} h {hashing.FENCE})"""
    sums = {
        f"{METERS}__out": f"- {hashing.tile('h.place', '0', 'h.out_t')}",
        f"{METERS}__in": f"- {hashing.tile('h.place', '0', 'h.in_t')}",
    }
    balance = hashing.weighed("(h.out_t - h.in_t)", "h.place")
    return _select(f"{rows} h", sums | _twice(BALANCES, balance) | more)


def _entries(key: int) -> str:
    """All but the special acts, whose moves are looked at one by one."""
    rows = f"""(SELECT e.quantity_t,
        {hashing.act("e.id", paths.of_act("e"), "e.on_date", key)} AS act
      FROM {{entries}} e WHERE e.act NOT IN {SPECIAL} {hashing.FENCE})"""
    return _select(f"{rows} e", _twice(ENTRIES, hashing.weighed("(- e.quantity_t)", "e.act")))


def _special_entries(key: int) -> str:
    """What the moves of special acts weighed in ``_moves``, taken out again."""
    rows = f"""(SELECT m.*, {paths.of_move("m")} AS path, {SIZE.format("m")} AS size
      FROM {{special}} e JOIN ledger.move m ON m.entry = e.id WHERE e.act IN {SPECIAL}
      {hashing.FENCE})"""
    act = hashing.act("m.entry", "m.path", "m.bought_on", key)
    return _select(f"{rows} m", _twice(ENTRIES, hashing.weighed("(- m.size)", act)))


def _units(node: str, alias: str) -> str:
    return hashing.tile(node, f"{alias}.first", f"{alias}.last + 1.0::float8")


def _twice(name: str, sums: tuple[str, str]) -> dict[str, str]:
    return {f"{name}__a": sums[0], f"{name}__b": sums[1]}


def _select(rows: str, sums: dict[str, str]) -> str:
    columns = ", ".join(f"coalesce(sum({text}), 0) AS {name}" for name, text in sums.items())
    return f"SELECT count(*) AS rows, {columns} FROM {rows}"
