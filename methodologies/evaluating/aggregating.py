"""Sums, averages and other aggregates over the rows of a table, each row within the budget."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce
from typing import Any

from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.state import SMALL_BITS, State
from methodologies.language.tree import Aggregate

Values = list[Any]
Closure = Callable[[Values], Any]
ZERO = Fraction(0)
WORDS = {
    "mean": "平均值",
    "variance": "方差",
    "least": "最小值",
    "greatest": "最大值",
    "first": "首行的值",
    "last": "末行的值",
}


class Rows:
    """The rows of one table: ``size`` of them, and a list of values for each column known."""

    __slots__ = ("columns", "size")

    def __init__(self, size: int, columns: dict[str, list[Any]]) -> None:
        self.size, self.columns = size, columns


def aggregate(
    node: Aggregate,
    table: int,
    columns: list[tuple[int, str]],
    body: Closure | None,
    where: Closure | None,
    work: int,
) -> Closure:
    """The closure of an aggregate. ``columns`` are the slots to fill for each row."""

    def over_rows(v: Values) -> Iterator[Any]:
        state, rows = v[0], v[table]
        state.spend(rows.size * work)
        filled = [(slot, rows.columns[name]) for slot, name in columns]
        before = [v[slot] for slot, _ in columns]
        try:
            for place in range(rows.size):
                for slot, column in filled:
                    v[slot] = column[place]
                if where is None or where(v):
                    yield body(v) if body is not None else 1
        finally:
            for (slot, _), value in zip(columns, before, strict=True):
                v[slot] = value

    reduce = REDUCERS[node.function]
    name, act = node.table, WORDS.get(node.function, "")

    def compute(v: Values) -> Fraction:
        found = reduce(v[0], over_rows(v))
        if found is None:
            raise MethodologyError(MethodologyCode.ROWS_NONE, used=name, act=act)
        return found

    return compute


def _sum(state: State, values: Iterator[Fraction]) -> Fraction:
    total = ZERO
    for value in values:
        total += value
        if total.denominator.bit_length() > SMALL_BITS:
            state.big(total, total, value)
    return total


def _count(state: State, values: Iterator[Any]) -> Fraction:
    return Fraction(sum(values))


def _mean(state: State, values: Iterator[Fraction]) -> Fraction | None:
    found = list(values)
    return _sum(state, iter(found)) / len(found) if found else None


def _variance(state: State, values: Iterator[Fraction]) -> Fraction | None:
    """Of a sample: divided by n − 1. From the sums of x and x², which is the same exactly and
    keeps numbers short."""
    found = list(values)
    count = len(found)
    if count < 2:
        return None
    total, squares = _sum(state, iter(found)), _sum(state, (each * each for each in found))
    return (squares - total * total / count) / (count - 1)


def _least(state: State, values: Iterator[Fraction]) -> Fraction | None:
    found = list(values)
    return reduce(state.lesser, found) if found else None


def _greatest(state: State, values: Iterator[Fraction]) -> Fraction | None:
    found = list(values)
    return reduce(state.greater, found) if found else None


def _first(state: State, values: Iterator[Fraction]) -> Fraction | None:
    found = list(values)
    return found[0] if found else None


def _last(state: State, values: Iterator[Fraction]) -> Fraction | None:
    found = list(values)
    return found[-1] if found else None


REDUCERS: dict[str, Callable[[State, Iterator[Any]], Fraction | None]] = {
    "sum": _sum,
    "count": _count,
    "mean": _mean,
    "variance": _variance,
    "least": _least,
    "greatest": _greatest,
    "first": _first,
    "last": _last,
}
