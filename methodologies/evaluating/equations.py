"""One equation → a closure that settles its value, or all rows of its column, in a calculation.

Order within an equation: ``when``, formula or ``otherwise``, floor, cap, rounding. An approximate
value is brought to the kept digits, so that chains of them do not grow.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from methodologies import limits
from methodologies.checking.checked import Checked, Step, formulas
from methodologies.definition import Equation, Formula
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.aggregating import Rows
from methodologies.evaluating.compiling import Closure, Compiler, Values
from methodologies.evaluating.rounding import significant, to_decimals
from methodologies.language.tree import size

Runner = Callable[[Values], None]
ZERO = Fraction(0)


def compile_step(step: Step, checked: Checked, compiler: Compiler) -> Runner:
    """What a step does to the values of a calculation."""
    if step.counts:
        return _counting(step.counts, checked, compiler)
    equations = [checked.equation(symbol) for symbol in step.equations]
    for equation in equations:
        if any(compiler.is_approximate(each.tree) for each in formulas(equation)):
            compiler.may_be_approximate |= set(step.equations)
    if not step.table:
        return _scalar(equations[0], checked, compiler)
    return _by_rows(equations, step.table, checked, compiler)


def _scalar(equation: Equation, checked: Checked, compiler: Compiler) -> Runner:
    settle, slot = _settled(equation, checked, compiler), compiler.slots.of(equation.symbol)

    def run(v: Values) -> None:
        if v[slot] is None:
            v[0].flag = False
            v[slot] = settle(v)

    return run


def _by_rows(equations: list[Equation], table: str, checked: Checked, compiler: Compiler) -> Runner:
    """All rows of one or several columns, row by row, the row before at hand."""
    slots = compiler.slots
    settled = [
        (
            _settled(each, checked, compiler),
            each.symbol,
            slots.of(each.symbol),
            slots.previous(each.symbol),
        )
        for each in equations
    ]
    used = sorted({name for each in equations for name in checked.uses[each.symbol]})
    own = {each.symbol for each in equations}
    columns = [
        (name, slots.of(name), slots.previous(name))
        for name in used
        if checked.names.column_table(name) == table and name not in own
    ]
    rows_slot = slots.table(table)

    def run(v: Values) -> None:
        rows: Rows = v[rows_slot]
        known = [(rows.columns[name], slot, before) for name, slot, before in columns]
        made: list[list[Fraction]] = [[] for _ in settled]
        v[0].flag = False
        for _, _, _, before in settled:
            v[before] = None
        for place in range(rows.size):
            for column, slot, before in known:
                v[slot], v[before] = column[place], column[place - 1] if place else None
            for (settle, _, slot, _), column in zip(settled, made, strict=True):
                try:
                    v[slot] = settle(v)
                except MethodologyError as error:
                    error.params.setdefault("row", place + 1)
                    raise
                column.append(v[slot])
            for _, _, slot, before in settled:
                v[before] = v[slot]
        for (_, symbol, _, _), column in zip(settled, made, strict=True):
            rows.columns[symbol] = column

    return run


def _settled(equation: Equation, checked: Checked, compiler: Compiler) -> Closure:
    """The value of one row or scalar; refusals inside learn line and symbol."""

    def made(formula: Formula | None) -> Closure | None:
        return compiler.compile(formula.tree) if formula is not None else None

    formula, when = compiler.compile(equation.formula.tree), made(equation.when)
    otherwise = made(equation.otherwise) or (lambda v: ZERO)
    cap, floor = made(equation.cap), made(equation.floor)
    plain = when is None and cap is None and floor is None and equation.rounding is None
    rounded = _rounded(equation, checked.factor(equation.symbol))
    work = 1 + sum(size(each.tree) for each in formulas(equation))
    symbol, approximate = equation.symbol, equation.symbol in compiler.may_be_approximate

    def compute(v: Values) -> Fraction:
        value: Fraction = formula(v) if when is None or when(v) else otherwise(v)
        if floor is not None:
            value = v[0].greater(value, floor(v))
        if cap is not None:
            value = v[0].lesser(value, cap(v))
        return value

    act = formula if plain else compute

    def settle(v: Values) -> Fraction:
        try:
            v[0].spend(work)
            value: Fraction = act(v)
            if approximate and v[0].flag:
                v[0].approximate.add(symbol)
                value = significant(v[0].weighed(value), limits.KEPT_DIGITS)
            return rounded(v, v[0].weighed(value)) if rounded is not None else value
        except MethodologyError as error:
            raise error.at(line=equation.formula.line, symbol=symbol) from None
        except ZeroDivisionError:
            raise MethodologyError(
                MethodologyCode.DIVISION_BY_ZERO, line=equation.formula.line, symbol=symbol
            ) from None

    return settle


def _rounded(equation: Equation, factor: Fraction) -> Callable[[Values, Fraction], Fraction] | None:
    """The rounding step, in the symbol's declared unit. What is rounded to few digits is exact
    again; an approximate value is settled first, so that 8529.99…9 does not floor to 8529."""
    rounding = equation.rounding
    if rounding is None:
        return None
    mode, decimals, digits = rounding.mode, rounding.decimals, rounding.significant
    symbol = equation.symbol

    def rounded(v: Values, value: Fraction) -> Fraction:
        declared = value / factor
        if symbol in v[0].approximate:
            declared = significant(declared, limits.SETTLED_DIGITS)
        if digits is not None:
            return significant(declared, digits, mode) * factor
        return to_decimals(declared, decimals or 0, mode) * factor

    return rounded


def _counting(table: str, checked: Checked, compiler: Compiler) -> Runner:
    """Makes the rows of a table by counting from its first to its last formula."""
    definition = checked.definition.tables[table]
    assert definition.first is not None
    assert definition.last is not None
    first, last = (compiler.compile(each.tree) for each in (definition.first, definition.last))
    slot = compiler.slots.table(table)

    def run(v: Values) -> None:
        try:
            start, end = first(v), last(v)
        except MethodologyError as error:
            raise error.at(line=definition.line, symbol=table) from None
        except ZeroDivisionError:
            raise MethodologyError(
                MethodologyCode.DIVISION_BY_ZERO, line=definition.line, symbol=table
            ) from None
        if end - start >= definition.max_rows:
            raise MethodologyError(
                MethodologyCode.ROWS_TOO_MANY,
                line=definition.line,
                symbol=table,
                used=table,
                size=f"{int(end - start) + 1:,}"[:40],
                limit=f"{definition.max_rows:,}",
            )
        count = max(int((end - start) // 1) + 1, 0)
        v[0].spend(count)
        v[slot] = Rows(count, {definition.counter: [start + each for each in range(count)]})

    return run
