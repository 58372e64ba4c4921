"""The engine's front door: open a file, calculate, prove its examples.

methodology = open_methodology(path.read_bytes())
outcome = calculate(methodology, {"EG_export": "812000 MWh", …}, factors=factors(), on=day)
"""

from __future__ import annotations

from methodologies import limits
from methodologies.checking.check import check
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.calculation import Calculation, calculate
from methodologies.evaluating.plan import Plan, compile_plan
from methodologies.reading.methodology import read_methodology

__all__ = ["Calculation", "Plan", "calculate", "open_methodology"]


def open_methodology(raw: bytes) -> Plan:
    """Read, check and compile. Raises :class:`MethodologyError` at the first thing wrong."""
    definition = read_methodology(raw)
    try:
        return compile_plan(check(definition))
    except RecursionError:  # only where the caller's own stack is nearly full
        raise MethodologyError(
            MethodologyCode.FORMULA_TOO_DEEP, line=1, limit=limits.FORMULA_DEPTH
        ) from None
