"""Inputs from outside → exact values in base units, in bounds, with the factors they leave open.

Every value comes as a text with its unit (``"812000 MWh"``), as a number in the declared unit, as
a text or as yes/no. Rows are a list of objects; a table of one row may be given flat.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from methodologies import limits
from methodologies.checking.checked import Checked
from methodologies.definition import Parameter, Table
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.aggregating import Rows
from methodologies.evaluating.quantities import quantity, value_of
from methodologies.factors import Factor, Factors
from methodologies.units import unit


@dataclass
class Taken:
    """What a calculation was given: scalars, rows, equations given outright, factors looked up."""

    scalars: dict[str, Any] = field(default_factory=dict)
    tables: dict[str, Rows] = field(default_factory=dict)
    given: set[str] = field(default_factory=set)
    factors: dict[str, Factor] = field(default_factory=dict)


def take(
    checked: Checked,
    inputs: dict[str, Any],
    needed: frozenset[str],
    factors: Factors,
    on: dt.date,
) -> Taken:
    """Everything that ``needed`` symbols ask of the inputs."""
    taken = Taken()
    tables = checked.definition.tables
    names = checked.names
    for symbol, value in inputs.items():
        equation = checked.definition.equations.get(symbol)
        if equation is not None:
            taken.scalars[symbol] = quantity(value, equation.symbol, equation.unit, equation.line)
            taken.given.add(symbol)
        elif symbol in checked.definition.parameters:
            taken.scalars[symbol] = value_of(names.parameters[symbol], value)
    for symbol in sorted(needed & set(checked.definition.parameters)):
        if symbol not in taken.scalars:
            taken.scalars[symbol] = _absent(names.parameters[symbol], factors, on, taken)
    for symbol in sorted(needed & set(tables)):
        if not tables[symbol].counter:
            taken.tables[symbol] = _rows(tables[symbol], inputs)
    return taken


def check_names(checked: Checked, inputs: dict[str, Any]) -> None:
    """Every input has a name that the methodology knows."""
    definition = checked.definition
    givable = {each.symbol for each in definition.equations.values() if each.may_be_given}
    flat = {
        column.symbol
        for table in definition.tables.values()
        if table.symbol not in inputs and not table.counter
        for column in table.columns
    }
    known = [*definition.parameters, *definition.tables, *sorted(givable), *sorted(flat)]
    for symbol in inputs:
        if symbol not in known:
            raise MethodologyError(
                MethodologyCode.INPUT_UNKNOWN,
                symbol=str(symbol)[:40],
                line=definition.lines.get(symbol),
                used=str(symbol)[:40],
                known="、".join(known)[:400],
            )


def _absent(parameter: Parameter, factors: Factors, on: dt.date, taken: Taken) -> Any:
    """What stands for an input that was not given: a factor in force, the default, or nothing."""
    if parameter.factor:
        try:
            found = factors.find(parameter.factor, parameter.region, on, used=parameter.symbol)
        except MethodologyError as error:
            if parameter.default is None:
                raise error.at(line=parameter.line, symbol=parameter.symbol) from None
        else:
            if unit(found.unit).dimension != unit(parameter.unit).dimension:
                raise MethodologyError(
                    MethodologyCode.INPUT_UNIT,
                    line=parameter.line,
                    symbol=parameter.symbol,
                    used=parameter.symbol,
                    found=found.unit,
                    wanted=parameter.unit,
                )
            taken.factors[parameter.symbol] = found
            return found.base
    if parameter.default is not None:
        return value_of(parameter, parameter.default)
    if parameter.optional:
        return None
    raise MethodologyError(
        MethodologyCode.INPUT_MISSING,
        line=parameter.line,
        symbol=parameter.symbol,
        used=parameter.symbol,
        name=parameter.name,
        unit=parameter.unit,
    )


def _rows(table: Table, inputs: dict[str, Any]) -> Rows:
    rows = inputs.get(table.symbol)
    names = {column.symbol for column in table.columns}
    if rows is None:
        flat = {name: inputs[name] for name in names if name in inputs}
        rows = [flat] if flat or table.min_rows else []
    if not isinstance(rows, list):
        raise MethodologyError(
            MethodologyCode.INPUT_TYPE,
            line=table.line,
            symbol=table.symbol,
            used=table.symbol,
            wanted="行的列表",
            wanted_en="a list of rows",
            found=str(rows)[:40],
        )
    most = min(table.max_rows, limits.TABLE_CELLS // len(table.columns))
    if len(rows) > most:
        raise MethodologyError(
            MethodologyCode.ROWS_TOO_MANY,
            line=table.line,
            symbol=table.symbol,
            used=table.symbol,
            size=f"{len(rows):,}",
            limit=f"{most:,}",
        )
    if len(rows) < table.min_rows:
        raise MethodologyError(
            MethodologyCode.ROWS_NONE,
            line=table.line,
            symbol=table.symbol,
            used=table.symbol,
            act=table.name,
        )
    return Rows(len(rows), _columns(table, rows, names))


def _columns(table: Table, rows: list[Any], names: Iterable[str]) -> dict[str, list[Any]]:
    known = set(names)
    columns: dict[str, list[Any]] = {name: [] for name in known}
    for place, row in enumerate(rows, start=1):
        stranger = None if isinstance(row, dict) else ""
        if isinstance(row, dict) and not row.keys() <= known:
            stranger = next(key for key in row if key not in known)
        if stranger is not None:
            raise MethodologyError(
                MethodologyCode.INPUT_UNKNOWN,
                line=table.line,
                symbol=table.symbol,
                used=f"{table.symbol}[{place}].{stranger[:40]}",
                known="、".join(sorted(known)),
            )
        for column in table.columns:
            try:
                columns[column.symbol].append(_cell(column, row))
            except MethodologyError as error:
                error.params["row"] = place
                error.params["where"] += f"第 {place} 行数据，"
                error.params["where_en"] += f"row {place}: "
                error.args = (f"{error.code}: {error.zh}",)
                raise
    return columns


def _cell(column: Parameter, row: dict[str, Any]) -> Any:
    if column.symbol in row:
        return value_of(column, row[column.symbol])
    return _absent(column, Factors(), dt.date.min, Taken())
