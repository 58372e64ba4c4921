"""What a methodology asks of the person who fills it in: the same words for workbooks and for pages.

Also the two judgements both need before anything is computed: is this one value acceptable, and
what is still missing. The engine judges all of it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from methodologies.definition import Definition, Equation, Parameter, Table
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.plan import Plan
from methodologies.evaluating.quantities import value_of
from methodologies.exact import as_short_text

YES, NO = "是", "否"


@dataclass(frozen=True, slots=True)
class Asked:
    """One value to fill in: its parameter, and whether and when it must be given."""

    parameter: Parameter
    need: str
    required: bool

    @property
    def symbol(self) -> str:
        return self.parameter.symbol

    @property
    def unit(self) -> str:
        """As declared; empty for plain numbers, texts and yes or no."""
        plain = self.parameter.unit == "1" or self.parameter.kind in {"text", "boolean"}
        return "" if plain else self.parameter.unit

    @property
    def label(self) -> str:
        return f"{self.parameter.name}（{self.unit}）" if self.unit else self.parameter.name

    @property
    def choices(self) -> tuple[str, ...]:
        return (YES, NO) if self.parameter.kind == "boolean" else self.parameter.choices

    @property
    def bounds(self) -> str:
        """What may be given, for a reader: kind and bounds in the declared unit."""
        low, high = self.parameter.minimum, self.parameter.maximum
        found = "整数" if self.parameter.kind == "integer" else ""
        if low is not None and high is not None:
            between = f"{as_short_text(low)} 至 {as_short_text(high)}"
            return f"{between}，{found}" if found else between
        if low is not None:
            found = f"不小于 {as_short_text(low)}" + (f"，{found}" if found else "")
        elif high is not None:
            found = f"不大于 {as_short_text(high)}" + (f"，{found}" if found else "")
        return found or ("、".join(self.choices) if self.choices else "")

    @property
    def source(self) -> str:
        """Where the number comes from by the methodology, with its clause."""
        of = self.parameter.source
        found = " ".join(filter(None, [of.text, of.clause]))
        return found if not found or of.verified else f"{found}（未核对原文）"


def scalars(plan: Plan) -> list[Asked]:
    """Parameters outside tables in the order of the file, then equations that may be given."""
    definition = plan.checked.definition
    found = [_asked(plan, each) for each in definition.parameters.values()]
    for equation in definition.equations.values():
        if equation.may_be_given and not equation.each:
            need = "可不填：填写后直接采用，不再由其他数据计算"
            found.append(Asked(_given_outright(equation), need, required=False))
    return found


def tables(definition: Definition) -> list[Table]:
    """The tables that are filled in by row."""
    return [table for table in definition.tables.values() if not table.counter]


def columns(table: Table) -> list[Asked]:
    """The columns of one table; a default stands for a cell left empty."""
    found = []
    for column in table.columns:
        need, required = _own_need(column)
        found.append(Asked(column, need, required))
    return found


def refused(parameter: Parameter, value: Any) -> MethodologyError | None:
    """Why one value is not acceptable, in the engine's words; or nothing."""
    try:
        value_of(parameter, value)
    except MethodologyError as error:
        return error.without_place()
    return None


def missing(plan: Plan, inputs: dict[str, Any]) -> Iterator[tuple[str, MethodologyError]]:
    """Symbols of parameters and tables that the result rests on and that were not given."""
    definition = plan.checked.definition
    needed = plan.needed(frozenset(inputs.keys() & definition.equations.keys()))
    for parameter in definition.parameters.values():
        lacks = parameter.symbol in needed and parameter.symbol not in inputs
        if lacks and _own_need(parameter)[1]:
            yield parameter.symbol, absent(parameter)
    for table in tables(definition):
        if table.symbol in needed and len(inputs.get(table.symbol, [])) < table.min_rows:
            yield (
                table.symbol,
                MethodologyError(MethodologyCode.ROWS_NONE, used=table.symbol, act=table.name),
            )


def absent(parameter: Parameter) -> MethodologyError:
    """The refusal of a required value that was left empty."""
    return MethodologyError(
        MethodologyCode.INPUT_MISSING,
        used=parameter.symbol,
        name=parameter.name,
        unit=parameter.unit,
    )


def by_rows(definition: Definition, inputs: dict[str, Any]) -> dict[str, Any]:
    """The same inputs with every table as a list of rows, also one that was given flat."""
    found = dict(inputs)
    for table in tables(definition):
        flat = {
            each.symbol: found.pop(each.symbol) for each in table.columns if each.symbol in found
        }
        if flat and table.symbol not in found:
            found[table.symbol] = [flat]
    return found


def _asked(plan: Plan, parameter: Parameter) -> Asked:
    need, required = _own_need(parameter)
    if not required:
        return Asked(parameter, need, required=False)
    if parameter.symbol not in plan.needed(frozenset()) | plan.asked:
        return Asked(parameter, "可不填：只用于判断适用条件", required=False)
    instead = [
        each.symbol
        for each in plan.checked.definition.equations.values()
        if each.may_be_given and parameter.symbol not in plan.needed(frozenset({each.symbol}))
    ]
    if instead:
        return Asked(parameter, f"必填，除非填写 {' 或 '.join(instead)}", required=False)
    return Asked(parameter, need, required=True)


def _own_need(parameter: Parameter) -> tuple[str, bool]:
    """What happens when it is left empty, and whether it may not be."""
    if parameter.factor:
        return f"可不填：取因子表 {parameter.factor}（{parameter.region}）", False
    if parameter.default is not None:
        default = parameter.default
        said = (YES if default else NO) if isinstance(default, bool) else str(default)
        return f"可不填：取 {said}", False
    if parameter.optional:
        return "可不填", False
    return "必填", True


def _given_outright(equation: Equation) -> Parameter:
    return Parameter(
        symbol=equation.symbol,
        line=equation.line,
        name=equation.name,
        name_en=equation.name_en,
        unit=equation.unit,
        optional=True,
        source=equation.source,
    )
