"""What every symbol of a definition is: its kind, its unit, its table."""

from __future__ import annotations

from methodologies.checking.checked import Names
from methodologies.definition import Definition, Parameter
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.units import Unit, unit


def resolve(definition: Definition) -> Names:
    """The names of a definition. Refuses unknown units and ``each`` of no table."""
    home: dict[str, str] = {}
    kinds: dict[str, str] = {}
    units: dict[str, Unit] = {}
    parameters = dict(definition.parameters)
    for table in definition.tables.values():
        parameters |= {column.symbol: column for column in table.columns}
        if table.counter:
            home[table.counter], kinds[table.counter] = table.symbol, "number"
            units[table.counter] = unit("1")
    for symbol, parameter in parameters.items():
        home[symbol] = parameter.table
        kinds[symbol] = "number" if parameter.kind == "integer" else parameter.kind
        units[symbol] = _unit(parameter.unit, parameter.line, symbol)
        _check_parameter(parameter)
    for equation in definition.equations.values():
        if equation.each and equation.each not in definition.tables:
            raise _no_table(equation.each, equation.line, equation.symbol)
        home[equation.symbol], kinds[equation.symbol] = equation.each, "number"
        units[equation.symbol] = _unit(equation.unit, equation.line, equation.symbol)
    for look_up in definition.lookups.values():
        for name, text in look_up.values:
            units[f"{look_up.symbol}.{name}"] = _unit(text, look_up.line, look_up.symbol)
        for key in look_up.keys:
            _unit(key.unit, look_up.line, look_up.symbol)
    optional = frozenset(
        symbol for symbol, each in parameters.items() if each.optional and each.default is None
    )
    return Names(home, kinds, units, parameters, optional)


def _unit(text: str, line: int, symbol: str) -> Unit:
    try:
        return unit(text)
    except MethodologyError as error:
        raise error.at(line=line, symbol=symbol) from None


def _no_table(name: str, line: int, symbol: str) -> MethodologyError:
    return MethodologyError(
        MethodologyCode.TABLE_WRONG,
        line=line,
        symbol=symbol,
        used=name,
        problem="不是数据表，请用 [table.…] 定义",
        problem_en="is no table; define it with [table.…]",
    )


def _check_parameter(parameter: Parameter) -> None:
    """Bounds in order, choices for texts only."""
    low, high = parameter.minimum, parameter.maximum
    bounded = low is not None or high is not None
    disordered = low is not None and high is not None and low > high
    textual = parameter.kind in {"text", "boolean"}
    if disordered or (bounded and textual) or (parameter.choices and parameter.kind != "text"):
        raise MethodologyError(
            MethodologyCode.VALUE_WRONG,
            line=parameter.line,
            symbol=parameter.symbol,
            key="min/max/choices",
            wanted="数字用 min ≤ max，文字用 choices",
            wanted_en="min ≤ max for numbers, choices for texts",
        )
