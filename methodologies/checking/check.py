"""The whole check of a definition, but for its examples, which need the evaluator."""

from __future__ import annotations

from methodologies.checking.checked import Checked, Names, formulas
from methodologies.checking.dimensions import BOOLEAN, PLAIN, Kind, Units, agree
from methodologies.checking.names import resolve
from methodologies.checking.order import order, uses_of
from methodologies.definition import Definition, Equation, Formula
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.units import words


def check(definition: Definition) -> Checked:
    """The checked definition; raises at the first thing that is wrong, with line and symbol."""
    names = resolve(definition)
    for equation in definition.equations.values():
        _check_equation(definition, names, equation)
    for table in definition.tables.values():
        for formula in (table.first, table.last):
            if formula is not None:
                _need(Units(definition, names), formula, PLAIN, frozenset(), table.symbol)
    for condition in definition.conditions:
        units = Units(definition, names)
        _need(units, condition.formula, BOOLEAN, frozenset(), condition.id)
    _check_result(definition)
    steps, uses = order(definition, names)
    plain = {symbol: frozenset(found.all) for symbol, found in uses.items()}
    return Checked(definition, names, steps, plain, _warnings(definition, names, plain))


def _check_equation(definition: Definition, names: Names, equation: Equation) -> None:
    rows = frozenset({equation.each} if equation.each else ())
    units = Units(definition, names, equation.each)
    wanted = Kind("number", names.units[equation.symbol].dimension)
    for formula in formulas(equation):
        kind = BOOLEAN if formula is equation.when else wanted
        _need(units, formula, kind, rows, equation.symbol)


def _need(units: Units, formula: Formula, wanted: Kind, rows: frozenset[str], symbol: str) -> None:
    """The formula is of the kind and dimension that its place wants."""
    try:
        found = units.of(formula.tree, rows)
        if found.name == wanted.name == "number":
            if found.dimension not in (None, wanted.dimension):
                raise MethodologyError(
                    MethodologyCode.UNIT_OF_RESULT,
                    found=words(found.dimension or ()),
                    wanted=words(wanted.dimension or ()),
                )
        else:
            agree(wanted, found, formula.text[:30])
    except MethodologyError as error:
        raise error.at(line=formula.line, symbol=symbol) from None


def _check_result(definition: Definition) -> None:
    for key in ("result", "buffer_symbol"):
        symbol = getattr(definition, key)
        equation = definition.equations.get(symbol)
        if (symbol or key == "result") and (equation is None or equation.each):
            raise MethodologyError(
                MethodologyCode.SYMBOL_UNKNOWN, line=1, symbol="methodology", used=symbol
            )


def _warnings(
    definition: Definition, names: Names, uses: dict[str, frozenset[str]]
) -> tuple[str, ...]:
    """Symbols that nothing uses: no error, but worth a look before publication."""
    used = {definition.result, definition.buffer_symbol}
    used |= {symbol for found in uses.values() for symbol in found}
    for condition in definition.conditions:
        used |= uses_of([condition.formula], "", names).all
    known = [*names.parameters, *definition.equations]
    return tuple(
        f"第 {definition.lines[symbol]} 行“{symbol}”没有被任何公式使用。"
        for symbol in known
        if symbol not in used
    )
