"""Do the worked examples of a methodology compute, exactly? One that does not cannot be published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from methodologies import limits
from methodologies.definition import Example, Expected
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.calculation import Calculation, calculate
from methodologies.evaluating.plan import Plan
from methodologies.evaluating.quantities import quantity
from methodologies.evaluating.rounding import to_decimals
from methodologies.evaluating.trace import exact_or_long
from methodologies.factors import Factors


@dataclass(frozen=True, slots=True)
class Proved:
    """An example that computed to what the file says."""

    name: str
    exact: str
    unit: str
    issued_t: int | None


def prove(plan: Plan, factors: Factors | None = None) -> list[Proved]:
    """Compute every example; raises at the first that differs, with its line."""
    examples = plan.checked.definition.examples
    if not examples:
        raise MethodologyError(MethodologyCode.EXAMPLES_MISSING, line=1)
    if len(examples) > limits.EXAMPLES:
        raise MethodologyError(
            MethodologyCode.SYMBOLS_TOO_MANY,
            line=examples[limits.EXAMPLES].line,
            symbol=examples[limits.EXAMPLES].name,
            limit=limits.EXAMPLES,
        )
    left, found = limits.WORK_OF_EXAMPLES, []
    for each in examples:
        proved, spent = _prove(plan, each, factors, min(left, limits.WORK))
        left -= spent
        found.append(proved)
    return found


def _prove(plan: Plan, example: Example, factors: Factors | None, work: int) -> tuple[Proved, int]:
    """The example as it computed, and the work it took."""
    try:
        on = dt.date.fromisoformat(example.on) if example.on else None
    except ValueError:
        raise MethodologyError(
            MethodologyCode.VALUE_WRONG,
            line=example.line,
            symbol=example.name,
            key="on",
            wanted="日期，如 2024-12-31",
            wanted_en="a date such as 2024-12-31",
        ) from None
    outcome = calculate(plan, example.inputs, factors=factors, on=on, work=work)
    for expected in example.expected:
        _compare(plan, example, expected, outcome)
    if example.issued_t is not None and outcome.issued_t != example.issued_t:
        raise _differs(
            example, example.line, "issued_t", str(outcome.issued_t), str(example.issued_t)
        )
    proved = Proved(example.name, exact_or_long(outcome.exact), outcome.unit, outcome.issued_t)
    return proved, outcome.spent


def _compare(plan: Plan, example: Example, expected: Expected, outcome: Calculation) -> None:
    """Exactly equal; or, where the example says to how many decimals, equal when rounded."""
    symbol = expected.symbol
    equation = plan.checked.definition.equations.get(symbol)
    if equation is None or equation.each:
        raise MethodologyError(
            MethodologyCode.SYMBOL_UNKNOWN, line=expected.line, symbol=example.name, used=symbol
        )
    if symbol not in outcome.needed:
        raise _differs(example, expected.line, symbol, "—", expected.text)
    factor = plan.checked.factor(symbol)
    wanted = quantity(expected.text, symbol, equation.unit, expected.line) / factor
    found = outcome.value(symbol)
    if expected.decimals is not None:
        found = to_decimals(found, expected.decimals, "half_up")
    if found != wanted:
        raise _differs(
            example, expected.line, symbol, f"{exact_or_long(found)} {equation.unit}", expected.text
        )


def _differs(example: Example, line: int, used: str, found: str, wanted: str) -> MethodologyError:
    return MethodologyError(
        MethodologyCode.EXAMPLE_DIFFERS,
        line=line,
        symbol=used,
        example=example.name,
        used=used,
        found=found[:80],
        wanted=wanted,
    )
