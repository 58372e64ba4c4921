"""The steps of a calculation for a reader: symbol, name, formula, numbers put in, value, unit.

Made from a finished calculation, only when somebody asks. Texts and numbers, nothing to compute.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from methodologies import limits
from methodologies.definition import Equation, Parameter, Rounding
from methodologies.evaluating import rounding
from methodologies.evaluating.aggregating import Rows
from methodologies.evaluating.calculation import Calculation
from methodologies.evaluating.showing import show
from methodologies.evaluating.state import State
from methodologies.exact import as_short_text, as_text, first_digits
from methodologies.language.tree import Aggregate, Lookup, Node, Previous, Symbol

ROWS_SUBSTITUTED = 200
TERMS_SHOWN = 3
LONGEST = 1_200


@dataclass(frozen=True, slots=True)
class TraceStep:
    """``kind`` is input, factor, given or equation. A column has ``rows`` and no ``value``."""

    symbol: str
    name: str
    kind: str
    unit: str
    value: str = ""
    formula: str = ""
    substituted: str = ""
    approximate: bool = False
    rounding: str = ""
    source: str = ""
    verified: bool | None = None
    table: str = ""
    rows: list[dict[str, Any]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For JSON: what is empty is left out, but for the fields every step has."""
        always = {"symbol", "name", "kind", "unit", "value", "formula", "substituted"}
        found = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: value
            for name, value in found.items()
            if name in always or value not in ("", None, [], False) or name == "approximate"
        }


def trace(outcome: Calculation) -> list[TraceStep]:
    """Inputs and factors in the order of the file, then equations in the order of computing."""
    return _Tracer(outcome).steps()


def exact_or_long(value: Fraction) -> str:
    """Exact where that can be printed, else its first fifty digits."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= limits.PRINTED_BITS:
        text = as_text(value)
        if len(text) <= LONGEST:
            return text
    return "≈" + first_digits(value, 50)


def with_unit(value: Fraction, unit: str) -> str:
    """A short number and its unit, for the middle of a formula."""
    text = as_short_text(value)
    text = f"({text})" if text.startswith("-") else text
    return text if unit == "1" else f"{text} {unit}"


class _Tracer:
    def __init__(self, outcome: Calculation) -> None:
        self.outcome, self.plan = outcome, outcome.plan
        self.checked = outcome.plan.checked
        self.names, self.slots = self.checked.names, outcome.plan.slots

    def steps(self) -> list[TraceStep]:
        found = []
        for parameter in self.outcome.definition.parameters.values():
            if self.outcome.values[self.slots.of(parameter.symbol)] is not None:
                found.append(self._parameter(parameter))
        for table in self.outcome.definition.tables.values():
            rows = self.outcome.values[self.slots.table(table.symbol)]
            if rows is not None and not table.counter:
                found += [self._column(column, rows) for column in table.columns]
        for step in self.checked.steps:
            for symbol in step.equations:
                if symbol in self.outcome.needed:
                    found.append(self._equation(self.checked.equation(symbol)))
        return found

    def _parameter(self, parameter: Parameter) -> TraceStep:
        factor = self.outcome.factors.get(parameter.symbol)
        source = factor.source if factor else parameter.source
        value = self.outcome.values[self.slots.of(parameter.symbol)]
        return TraceStep(
            symbol=parameter.symbol,
            name=parameter.name,
            kind="factor" if factor else "input",
            unit=parameter.unit if parameter.kind in {"number", "integer"} else "",
            value=self._plain(parameter.symbol, value),
            source=source.text,
            verified=source.verified if source.text else None,
        )

    def _column(self, column: Parameter, rows: Rows) -> TraceStep:
        values = rows.columns[column.symbol]
        shown = [
            {"row": place, "value": self._plain(column.symbol, value)}
            for place, value in enumerate(values, start=1)
        ]
        unit = column.unit if column.kind in {"number", "integer"} else ""
        return TraceStep(column.symbol, column.name, "input", unit, table=column.table, rows=shown)

    def _plain(self, symbol: str, value: Any) -> str:
        if value is None or isinstance(value, str | bool):
            return "" if value is None else str(value)
        return exact_or_long(value / self.checked.factor(symbol))

    def _equation(self, equation: Equation) -> TraceStep:
        given = equation.symbol in self.outcome.given
        common: dict[str, Any] = {
            "symbol": equation.symbol,
            "name": equation.name,
            "kind": "given" if given else "equation",
            "unit": equation.unit,
            "formula": "" if given else _formula(equation),
            "approximate": equation.symbol in self.outcome.approximate,
            "source": equation.source.text,
            "rounding": "" if given else rounding_words(equation.rounding),
        }
        if equation.each:
            rows = self._equation_rows(equation)
            return TraceStep(**common, table=equation.each, rows=rows)
        value = exact_or_long(self.outcome.value(equation.symbol))
        substituted = "" if given else self._applied(equation, {})
        return TraceStep(**common, value=value, substituted=substituted)

    def _equation_rows(self, equation: Equation) -> list[dict[str, Any]]:
        found = []
        for place, value in enumerate(self.outcome.column(equation.symbol)):
            row = {"row": place + 1, "value": exact_or_long(value)}
            if place < ROWS_SUBSTITUTED:
                row["substituted"] = self._applied(equation, {equation.each: place})
            found.append(row)
        return found

    def _applied(self, equation: Equation, at: dict[str, int]) -> str:
        """The formula that was applied; a condition that was not met says so."""
        if equation.when is not None and not self._holds(equation.when.tree, at):
            other = equation.otherwise
            shown = self._substituted(other.tree, at) if other is not None else "0"
            return f"条件不成立（{equation.when.text}）：{shown}"
        return self._substituted(equation.formula.tree, at)

    def _holds(self, tree: Node, at: dict[str, int]) -> bool:
        """Whether a condition is met, in the rows at hand."""
        return bool(self._evaluated(tree, at))

    def _evaluated(self, tree: Node, at: dict[str, int]) -> Any:
        """The value of a part of a formula, in the rows at hand."""
        values = list(self.outcome.values)
        values[0] = State()
        for table, place in at.items():
            rows: Rows = values[self.slots.table(table)]
            for name, column in rows.columns.items():
                values[self.slots.of(name)] = column[place]
        return self.plan.compiler.compile(tree)(values)

    def _substituted(self, tree: Node, at: dict[str, int]) -> str:
        """The formula with numbers and units in the place of symbols."""

        def put(node: Node) -> str | None:
            match node:
                case Symbol(name=name) if name in self.names.kinds:
                    return self._number(name, at)
                case Previous():
                    table = self.names.column_table(node.symbol)
                    before = at[table] - 1
                    if before < 0:
                        return show(node.initial, put)
                    return self._number(node.symbol, at | {table: before})
                case Aggregate():
                    return self._terms(node, at)
                case Lookup():
                    return self._looked_up(node, at)
            return None

        return show(tree, put)

    def _looked_up(self, node: Lookup, at: dict[str, int]) -> str:
        table = self.outcome.definition.lookups[node.table]
        unit = self.names.units[f"{node.table}.{node.value or table.values[0][0]}"]
        return with_unit(self._evaluated(node, at) / unit.factor, unit.text)

    def _number(self, name: str, at: dict[str, int]) -> str:
        table = self.names.column_table(name)
        if table:
            rows: Rows = self.outcome.values[self.slots.table(table)]
            value = rows.columns[name][at[table]]
        else:
            value = self.outcome.values[self.slots.of(name)]
        if value is None or isinstance(value, str | bool):
            return "—" if value is None else f"“{value}”"
        unit = self.names.units[name]
        return with_unit(value / unit.factor, unit.text)

    def _terms(self, node: Aggregate, at: dict[str, int]) -> str:
        """The first terms of a sum, and of how many."""
        rows: Rows = self.outcome.values[self.slots.table(node.table)]
        where = node.where
        places = [
            place
            for place in range(rows.size)
            if where is None or self._holds(where, at | {node.table: place})
        ]
        if node.body is None:
            return f"{len(places)}"
        body = node.body
        terms = [
            self._substituted(body, at | {node.table: place}) for place in places[:TERMS_SHOWN]
        ]
        word = "Σ" if node.function == "sum" else node.function
        if len(terms) == len(places) == 1 and node.function == "sum":
            return f"Σ({terms[0]})"
        more = f"; …共 {len(places)} 行" if len(places) > len(terms) else ""
        return f"{word}[{'; '.join(terms)}{more}]"


def _formula(equation: Equation) -> str:
    """The formula with its conditions and bounds, as one line."""
    text = equation.formula.text
    if equation.floor is not None:
        text = f"max({text}, {equation.floor.text})"
    if equation.cap is not None:
        text = f"min({text}, {equation.cap.text})"
    if equation.when is not None:
        other = equation.otherwise.text if equation.otherwise is not None else "0"
        text = f"if({equation.when.text}, {text}, {other})"
    return text


def rounding_words(found: Rounding | None) -> str:
    """A rounding step for a reader."""
    if found is None:
        return ""
    word = rounding.WORDS[found.mode]
    if found.significant is not None:
        return f"{word}，{found.significant} 位有效数字"
    return f"{word}，{found.decimals} 位小数"
