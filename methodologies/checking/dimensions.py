"""Every formula's kind and physical dimension, found without any value.

A plain ``0`` fits every unit, so that ``max(ER, 0)`` can be written. Anything else must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from methodologies.checking.checked import Names
from methodologies.definition import Definition
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.language.tokens import wrong
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
)
from methodologies.units import NONE, Dimension, multiply, power, unit, words


@dataclass(frozen=True, slots=True)
class Kind:
    """``number`` with a dimension (``None`` fits all), ``text`` or ``boolean``."""

    name: str
    dimension: Dimension | None = NONE


TEXT, BOOLEAN, ZERO, PLAIN = Kind("text"), Kind("boolean"), Kind("number", None), Kind("number")
WORDS = {
    "number": ("数值", "a number"),
    "text": ("文字", "a text"),
    "boolean": ("条件（是/否）", "a condition"),
}


@dataclass(frozen=True, slots=True)
class Units:
    """Finds the kind of a tree. ``each`` is the table whose row is at hand."""

    definition: Definition
    names: Names
    each: str = ""

    def of(self, node: Node, rows: frozenset[str]) -> Kind:
        match node:
            case Number():
                return self._literal(node)
            case Text():
                return TEXT
            case Symbol():
                return self._symbol(node, rows)
            case Unary():
                wanted = "boolean" if node.op == "not" else "number"
                return self._wanted(node.operand, rows, wanted)
            case Binary():
                return self._binary(node, rows)
            case If():
                self._wanted(node.condition, rows, "boolean")
                then, other = self.of(node.then, rows), self.of(node.otherwise, rows)
                return agree(then, other, "if")
            case Call():
                return self._call(node, rows)
            case Aggregate():
                return self._aggregate(node, rows)
            case Previous():
                return self._previous(node, rows)
            case Lookup():
                return self._lookup(node, rows)

    def _literal(self, node: Number) -> Kind:
        if node.unit is not None:
            return Kind("number", unit(node.unit).dimension)
        return PLAIN if node.value else ZERO

    def _symbol(self, node: Symbol, rows: frozenset[str]) -> Kind:
        if node.name in {"true", "false"}:
            return BOOLEAN
        kind = self.names.kinds.get(node.name)
        if kind is None:
            raise MethodologyError(MethodologyCode.SYMBOL_UNKNOWN, used=node.name)
        table = self.names.column_table(node.name)
        if table and table not in rows:
            raise MethodologyError(MethodologyCode.ROW_OUTSIDE, used=node.name, table=table)
        return Kind(kind, self.names.units[node.name].dimension) if kind == "number" else Kind(kind)

    def _wanted(self, node: Node, rows: frozenset[str], wanted: str) -> Kind:
        found = self.of(node, rows)
        if found.name != wanted:
            raise MethodologyError(
                MethodologyCode.KIND_WRONG,
                wanted=WORDS[wanted][0],
                wanted_en=WORDS[wanted][1],
                found=WORDS[found.name][0],
                found_en=WORDS[found.name][1],
            )
        return found

    def _binary(self, node: Binary, rows: frozenset[str]) -> Kind:
        if node.op in LOGIC:
            self._wanted(node.left, rows, "boolean")
            return self._wanted(node.right, rows, "boolean")
        if node.op in {"=", "!="}:
            self._check_choice(node)
            agree(self.of(node.left, rows), self.of(node.right, rows), node.op)
            return BOOLEAN
        left = self._wanted(node.left, rows, "number")
        right = self._wanted(node.right, rows, "number")
        if node.op in COMPARISONS:
            agree(left, right, node.op)
            return BOOLEAN
        if node.op in {"+", "-"}:
            return agree(left, right, node.op)
        if node.op == "^":
            return self._power(node, left, right)
        if left.dimension is None:
            return ZERO
        if right.dimension is None:
            return ZERO if node.op == "*" else left
        sign = 1 if node.op == "*" else -1
        return Kind("number", multiply(left.dimension, right.dimension, sign))

    def _power(self, node: Binary, base: Kind, exponent: Kind) -> Kind:
        agree(exponent, PLAIN, "^")
        if not base.dimension:
            return base
        constant = constant_value(node.right)
        if constant is None:
            raise MethodologyError(MethodologyCode.EXPONENT_WRONG)
        return Kind("number", power(base.dimension, constant))

    def _check_choice(self, node: Binary) -> None:
        """A text compared with a choice that does not exist would silently never be equal."""
        match node.left, node.right:
            case (Symbol(name=name), Text(value=text, column=column)) | (
                Text(value=text, column=column),
                Symbol(name=name),
            ):
                parameter = self.names.parameters.get(name)
                if parameter and parameter.choices and text not in parameter.choices:
                    choices = "、".join(parameter.choices)
                    raise wrong(
                        column,
                        f"“{name}”没有选项“{text}”，可用：{choices}",
                        f"{name!r} has no choice {text!r}; known: {choices}",
                    )

    def _call(self, node: Call, rows: frozenset[str]) -> Kind:
        kinds = [self._wanted(each, rows, "number") for each in node.arguments]
        if node.function in {"exp", "ln"}:
            return agree(kinds[0], PLAIN, node.function)
        if node.function == "sqrt":
            return Kind("number", kinds[0].dimension and power(kinds[0].dimension, Fraction(1, 2)))
        found = kinds[0]
        for each in kinds[1:]:
            found = agree(found, each, node.function)
        return found

    def _aggregate(self, node: Aggregate, rows: frozenset[str]) -> Kind:
        if node.table not in self.definition.tables:
            raise MethodologyError(
                MethodologyCode.TABLE_WRONG,
                used=node.table,
                problem="不是数据表，请用 [table.…] 定义",
                problem_en="is no table; define it with [table.…]",
            )
        inside = rows | {node.table}
        if node.where is not None:
            self._wanted(node.where, inside, "boolean")
        if node.body is None:
            return PLAIN
        found = self._wanted(node.body, inside, "number")
        if node.function == "variance":
            return Kind("number", found.dimension and power(found.dimension, Fraction(2)))
        return found

    def _previous(self, node: Previous, rows: frozenset[str]) -> Kind:
        found = self._symbol(Symbol(node.symbol, node.column), rows)
        if not self.each or self.names.column_table(node.symbol) != self.each:
            raise MethodologyError(
                MethodologyCode.TABLE_WRONG,
                used=node.symbol,
                problem="不是本公式 each 所指表的列，prev 只能引用同一张表的上一行",
                problem_en="is no column of this equation's own table, as prev needs",
            )
        return agree(found, self.of(node.initial, rows), "prev")

    def _lookup(self, node: Lookup, rows: frozenset[str]) -> Kind:
        table = self.definition.lookups.get(node.table)
        values = dict(table.values) if table else {}
        value = node.value or (next(iter(values)) if len(values) == 1 else "")
        if table is None or value not in values:
            raise MethodologyError(
                MethodologyCode.TABLE_WRONG,
                used=node.table + (f".{node.value}" if node.value else ""),
                problem="不是 [lookup.…] 中的查表，或未写明取哪一列",
                problem_en="is no column of a [lookup.…]; name the column to take",
            )
        if len(node.keys) != len(table.keys):
            raise MethodologyError(
                MethodologyCode.ARGUMENTS_WRONG, name="lookup", wanted=f"{len(table.keys)} 个键"
            )
        for key, given in zip(table.keys, node.keys, strict=True):
            found = self._wanted(given, rows, "text" if key.is_text else "number")
            if not key.is_text:
                agree(found, Kind("number", unit(key.unit).dimension), "lookup")
        return Kind("number", self.names.units[f"{table.symbol}.{value}"].dimension)


def agree(left: Kind, right: Kind, act: str) -> Kind:
    """The common kind of both sides, or a refusal that names both."""
    if left.name == right.name == "number":
        if left.dimension is None:
            return right
        if right.dimension is None or left.dimension == right.dimension:
            return left
    elif left.name == right.name:
        return left
    raise MethodologyError(
        MethodologyCode.UNITS_DIFFER,
        left=_said(left),
        right=_said(right),
        act=f"一起用于“{act}”",
        act_en=repr(act),
    )


def _said(kind: Kind) -> str:
    return words(kind.dimension or NONE) if kind.name == "number" else WORDS[kind.name][0]


def constant_value(node: Node) -> Fraction | None:
    """The value of a tree of plain numbers, for exponents: ``2``, ``-1``, ``1/3``."""
    match node:
        case Number(value=value, unit=None):
            return value if abs(value) <= 100 else None
        case Unary(op="-", operand=operand):
            found = constant_value(operand)
            return None if found is None else -found
        case Binary(op="/", left=left, right=right):
            above, below = constant_value(left), constant_value(right)
            return above / below if above is not None and below else None
    return None
