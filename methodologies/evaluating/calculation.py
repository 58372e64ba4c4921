"""A plan and inputs → a calculation: every value exact, what was used, and what may be issued."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from methodologies import limits
from methodologies.definition import Definition
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.aggregating import Rows
from methodologies.evaluating.inputs import check_names, take
from methodologies.evaluating.issuing import issued_t
from methodologies.evaluating.plan import Plan
from methodologies.evaluating.rounding import significant
from methodologies.evaluating.state import State
from methodologies.exact import as_short_text, as_text
from methodologies.factors import Factor, Factors
from methodologies.units import unit

TONNE = unit("tCO2e")


@dataclass(frozen=True, slots=True)
class Judged:
    """An eligibility condition: met, not met, or not assessed for want of its inputs."""

    id: str
    name: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Calculation:
    """The outcome. ``value`` answers in the symbol's declared unit."""

    plan: Plan
    values: list[Any]
    given: frozenset[str]
    needed: frozenset[str]
    approximate: frozenset[str]
    factors: dict[str, Factor]
    conditions: tuple[Judged, ...]
    on: dt.date
    spent: int

    @property
    def definition(self) -> Definition:
        return self.plan.checked.definition

    def value(self, symbol: str) -> Fraction:
        """A scalar, exact, in its declared unit."""
        found: Fraction = self.values[self.plan.slots.of(symbol)]
        return found / self.plan.checked.factor(symbol)

    def column(self, symbol: str) -> list[Fraction]:
        """A column of numbers, in its declared unit."""
        table = self.plan.checked.names.column_table(symbol)
        rows: Rows = self.values[self.plan.slots.table(table)]
        factor = self.plan.checked.factor(symbol)
        return [each / factor for each in rows.columns[symbol]]

    @property
    def exact(self) -> Fraction:
        return self.value(self.definition.result)

    @property
    def exact_text(self) -> str:
        return as_text(self.exact)

    @property
    def unit(self) -> str:
        return self.plan.checked.names.units[self.definition.result].text

    @property
    def is_approximate(self) -> bool:
        return self.definition.result in self.approximate

    @property
    def eligible(self) -> bool:
        return all(each.met is not False for each in self.conditions)

    @property
    def issued_t(self) -> int | None:
        """Whole tonnes (R-ISSUE-01); no figure where the result is no amount of CO2e."""
        result = self.definition.result
        if self.plan.checked.names.units[result].dimension != TONNE.dimension:
            return None
        tonnes = self.value(result) * self.plan.checked.factor(result) / TONNE.factor
        if self.is_approximate:
            tonnes = significant(tonnes, limits.SETTLED_DIGITS)
        rounding = self.definition.issue_rounding
        return issued_t(tonnes, eligible=self.eligible, rounding=rounding)


def calculate(
    plan: Plan,
    inputs: dict[str, Any],
    *,
    factors: Factors | None = None,
    on: dt.date | None = None,
    work: int = limits.WORK,
) -> Calculation:
    """Compute. ``on`` is the day whose factors count: the last day of the monitoring period.
    ``work`` bounds how long it may take."""
    checked = plan.checked
    on = on or dt.date.max
    if not isinstance(inputs, dict):
        raise MethodologyError(MethodologyCode.INPUTS_UNREADABLE, problem=type(inputs).__name__)
    check_names(checked, inputs)
    given = frozenset(inputs.keys() & checked.definition.equations.keys())
    needed = plan.needed(given)
    taken = take(checked, inputs, needed | plan.asked, factors or Factors(), on)
    values, state = plan.slots.values(), State(work)
    values[0] = state
    for symbol, value in taken.scalars.items():
        values[plan.slots.of(symbol)] = value
    for symbol, rows in taken.tables.items():
        values[plan.slots.table(symbol)] = rows
    for run in plan.runners(given):
        run(values)
    outcome = Calculation(
        plan=plan,
        values=values,
        given=given,
        needed=needed,
        approximate=frozenset(state.approximate),
        factors=taken.factors,
        conditions=_judge(plan, values),
        on=on,
        spent=work - state.left,
    )
    if (outcome.issued_t or 0) > limits.RESULT_T:
        result = checked.equation(checked.definition.result)
        raise MethodologyError(
            MethodologyCode.RESULT_TOO_BIG,
            line=result.line,
            symbol=result.symbol,
            found=as_short_text(outcome.exact, 3),
            limit=f"{limits.RESULT_T:,}",
        )
    return outcome


def _judge(plan: Plan, values: list[Any]) -> tuple[Judged, ...]:
    """Each condition; one that rests on something not at hand is not assessed."""
    found = []
    for condition, closure, slots in plan.conditions:
        met: bool | None = None
        if all(values[slot] is not None for slot in slots):
            try:
                met = bool(closure(values))
            except ZeroDivisionError:
                met = None
            except MethodologyError as error:
                raise error.at(line=condition.line, symbol=condition.id) from None
        found.append(Judged(condition.id, condition.name, met))
    return tuple(found)
