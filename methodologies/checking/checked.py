"""A definition that was found sound, with what the evaluator and the trace need to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from methodologies.definition import Definition, Equation, Formula, Parameter
from methodologies.units import Unit


@dataclass(frozen=True, slots=True)
class Step:
    """Equations evaluated together: one, or for ``table`` several that recur on each other row by
    row. A step with ``counts`` makes the rows of that table."""

    equations: tuple[str, ...] = ()
    table: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What every symbol is: ``home`` is the table it is a column of, or empty."""

    home: dict[str, str]
    kinds: dict[str, str]
    units: dict[str, Unit]
    parameters: dict[str, Parameter]
    optional: frozenset[str]

    def column_table(self, symbol: str) -> str:
        return self.home.get(symbol, "")


@dataclass(frozen=True, slots=True)
class Checked:
    definition: Definition
    names: Names
    steps: tuple[Step, ...]
    # What each equation and each counted table uses: symbols and tables.
    uses: dict[str, frozenset[str]]
    warnings: tuple[str, ...] = ()

    def factor(self, symbol: str) -> Fraction:
        return self.names.units[symbol].factor

    def equation(self, symbol: str) -> Equation:
        return self.definition.equations[symbol]


def formulas(equation: Equation) -> list[Formula]:
    """Every formula of an equation, in the order they are applied."""
    found = (
        equation.when, equation.otherwise, equation.formula, equation.floor, equation.cap
    )  # fmt: skip
    return [each for each in found if each is not None]
