"""A formula's tree → one Python closure that computes it from a calculation's values.

Values stand in numbered slots, in base units; columns stand in their slot row by row. Slot 0 is the
:class:`State`. A closure raises :class:`ZeroDivisionError` or a refusal; its caller adds the line.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from typing import Any

from methodologies.checking.checked import Names
from methodologies.definition import LookupTable
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating import transcendental
from methodologies.evaluating.aggregating import aggregate
from methodologies.evaluating.looking_up import finder
from methodologies.evaluating.state import SMALL_BITS
from methodologies.language.tree import (
    COMPARISONS,
    LOGIC,
    Aggregate,
    Binary,
    Call,
    If,
    Lookup,
    Node,
    Number,
    Previous,
    Symbol,
    Text,
    Unary,
    size,
    walk,
)
from methodologies.units import unit

Values = list[Any]
Closure = Callable[[Values], Any]
COMPARE = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Slots:
    """Where each symbol, table and previous value stands."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def of(self, name: str) -> int:
        return self._of.setdefault(name, len(self._of) + 1)

    def previous(self, name: str) -> int:
        return self.of("prev " + name)

    def table(self, name: str) -> int:
        return self.of("table " + name)

    def values(self) -> Values:
        return [None] * (len(self._of) + 1)


class Compiler:
    """Compiles the formulas of one definition. ``may_be_approximate`` grows equation by equation,
    so that reading an exact symbol costs nothing."""

    def __init__(self, names: Names, lookups: dict[str, LookupTable]) -> None:
        self.names, self.lookups, self.slots = names, lookups, Slots()
        self.may_be_approximate: set[str] = set()
        self.finders: dict[tuple[str, str], Any] = {}

    def compile(self, node: Node) -> Closure:
        match node:
            case Number():
                value = node.value * (unit(node.unit).factor if node.unit else 1)
                return lambda v: value
            case Text():
                text = node.value
                return lambda v: text
            case Symbol():
                return self._symbol(node.name)
            case Unary():
                operand = self.compile(node.operand)
                if node.op == "not":
                    return lambda v: not operand(v)
                return lambda v: -operand(v)
            case Binary():
                return self._binary(node)
            case If():
                condition, then, other = map(
                    self.compile, (node.condition, node.then, node.otherwise)
                )
                return lambda v: then(v) if condition(v) else other(v)
            case Call():
                return self._call(node)
            case Aggregate():
                return self._aggregate(node)
            case Previous():
                return self._previous(node)
            case Lookup():
                return self._lookup(node)

    def is_approximate(self, node: Node) -> bool:
        """Whether the tree can give anything but an exact value."""
        for each in walk(node):
            match each:
                case Call(function="exp" | "ln" | "sqrt"):
                    return True
                case Binary(op="^", right=right):
                    if not (isinstance(right, Number) and right.value.denominator == 1):
                        return True
                case Symbol(name=name) | Previous(symbol=name) if name in self.may_be_approximate:
                    return True
        return False

    def _symbol(self, name: str) -> Closure:
        if name in {"true", "false"}:
            truth = name == "true"
            return lambda v: truth
        slot = self.slots.of(name)
        if name in self.names.optional:
            return lambda v: _given(v[slot], name)
        if name in self.may_be_approximate:
            return lambda v: _marked(v, name, slot)
        return lambda v: v[slot]

    def _binary(self, node: Binary) -> Closure:
        left, right = self.compile(node.left), self.compile(node.right)
        if node.op in LOGIC:
            if node.op == "and":
                return lambda v: left(v) and right(v)
            return lambda v: left(v) or right(v)
        if node.op in COMPARISONS:
            return _comparison(COMPARE[node.op], left, right)
        if node.op == "^":
            return lambda v: _noted(v, transcendental.power(v[0].weighed(left(v)), right(v)))
        return _arithmetic(node.op, left, right)

    def _call(self, node: Call) -> Closure:
        arguments = [self.compile(each) for each in node.arguments]
        match node.function:
            case "min":
                return lambda v: reduce(v[0].lesser, (each(v) for each in arguments))
            case "max":
                return lambda v: reduce(v[0].greater, (each(v) for each in arguments))
            case "abs":
                return lambda v: abs(arguments[0](v))
        function = getattr(transcendental, node.function)
        operand = arguments[0]
        return lambda v: _noted(v, function(v[0].weighed(operand(v))))

    def _aggregate(self, node: Aggregate) -> Closure:
        used = {
            each.name
            for part in (node.body, node.where)
            if part is not None
            for each in walk(part)
            if isinstance(each, Symbol) and self.names.column_table(each.name) == node.table
        }
        columns = [(self.slots.of(name), name) for name in sorted(used)]
        body = self.compile(node.body) if node.body is not None else None
        where = self.compile(node.where) if node.where is not None else None
        work = 2 + size(node)
        return aggregate(node, self.slots.table(node.table), columns, body, where, work)

    def _previous(self, node: Previous) -> Closure:
        slot, initial = self.slots.previous(node.symbol), self.compile(node.initial)
        name = node.symbol

        def previous(v: Values) -> Any:
            value = v[slot]
            if value is None:
                return initial(v)
            if name in v[0].approximate:
                v[0].flag = True
            return value

        return previous

    def _lookup(self, node: Lookup) -> Closure:
        table = self.lookups[node.table]
        value = node.value or table.values[0][0]
        find = self.finders.setdefault((table.symbol, value), finder(table, value))
        keys = [self.compile(each) for each in node.keys]
        return lambda v: find(tuple(key(v) for key in keys))


def _given(value: Any, name: str) -> Any:
    if value is None:
        raise MethodologyError(MethodologyCode.INPUT_MISSING, used=name, name=name, unit="…")
    return value


def _marked(v: Values, name: str, slot: int) -> Any:
    if name in v[0].approximate:
        v[0].flag = True
    return v[slot]


def _noted(v: Values, found: tuple[Fraction, bool]) -> Fraction:
    value, approximate = found
    if approximate:
        v[0].flag = True
    v[0].big(value)
    return value


def _comparison(compare: Callable[[Any, Any], Any], left: Closure, right: Closure) -> Closure:
    def compute(v: Values) -> bool:
        first, second = left(v), right(v)
        v[0].compare(first, second)
        return bool(compare(first, second))

    return compute


def _arithmetic(op: str, left: Closure, right: Closure) -> Closure:
    act = {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
    }[op]

    def compute(v: Values) -> Fraction:
        first, second = left(v), right(v)
        value: Fraction = act(first, second)
        if value.numerator.bit_length() > SMALL_BITS or value.denominator.bit_length() > SMALL_BITS:
            v[0].big(value, first, second)
        return value

    return compute
