"""The sections [[equation]], [[condition]] and [[example]] of a file."""

from __future__ import annotations

from typing import Any

from methodologies.definition import Condition, Equation, Example, Expected, Formula, Rounding
from methodologies.evaluating.rounding import MODES
from methodologies.language.tokens import check_symbol
from methodologies.reading.fields import Fields
from methodologies.reading.toml_text import Written


def equation(fields: Fields) -> Equation:
    symbol = fields.text("symbol")
    fields.symbol = symbol
    fields.place(lambda: check_symbol(symbol), "symbol")
    found = Equation(
        symbol=symbol,
        line=fields.line(),
        name=fields.text("name"),
        name_en=fields.text("name_en", ""),
        unit=fields.text("unit"),
        formula=_needed(fields, "formula"),
        each=fields.text("each", ""),
        when=fields.formula("when"),
        otherwise=fields.formula("otherwise"),
        cap=fields.formula("cap"),
        floor=fields.formula("floor"),
        rounding=_rounding(fields),
        may_be_given=fields.flag("may_be_given"),
        source=fields.source(),
    )
    if found.otherwise is not None:
        fields.need("when")
    fields.done()
    return found


def _needed(fields: Fields, key: str) -> Formula:
    fields.need(key)
    found = fields.formula(key)
    assert found is not None
    return found


def _rounding(fields: Fields) -> Rounding | None:
    if fields.raw("round") is None:
        return None
    inner = fields.below("round")
    found = Rounding(
        inner.one_of("mode", MODES), inner.whole("decimals"), inner.whole("significant")
    )
    inner.done()
    if (found.decimals is None) == (found.significant is None):
        fields.wrong("round", "decimals 与 significant 二选一", "either decimals or significant")
    if abs(found.decimals or 0) > 30 or not 1 <= (found.significant or 1) <= 30:
        fields.wrong("round", "30 位以内", "within 30 digits")
    return found


def condition(fields: Fields) -> Condition:
    fields.symbol = fields.text("id")
    found = Condition(
        id=fields.symbol,
        line=fields.line(),
        name=fields.text("name"),
        formula=_needed(fields, "formula"),
        source=fields.source(),
    )
    fields.done()
    return found


def example(fields: Fields) -> Example:
    fields.symbol = fields.text("name")
    inputs, expect = fields.below("inputs"), fields.below("expect")
    found = Example(
        name=fields.symbol,
        line=fields.line(),
        inputs={key: _plain(inputs, key, value) for key, value in inputs.data.items()},
        expected=tuple(_expected(expect, key) for key in expect.data),
        issued_t=fields.whole("issued_t"),
        on=fields.text("on", ""),
        source=fields.source(),
    )
    if not found.expected and found.issued_t is None:
        fields.need("expect")
    fields.done()
    return found


def _expected(fields: Fields, symbol: str) -> Expected:
    value = fields.raw(symbol)
    if isinstance(value, dict):
        inner = fields.below(symbol)
        decimals = inner.whole("decimals", 0)
        found = Expected(symbol, inner.text("value"), decimals, fields.line(symbol))
        inner.done()
        return found
    return Expected(symbol, fields.number_text(symbol, value), None, fields.line(symbol))


def _plain(fields: Fields, key: str, value: Any) -> Any:
    """Inputs as they would come from JSON, with numbers as they were written."""
    if isinstance(value, list):
        return [
            {name: _plain(fields, key, cell) for name, cell in row.items()}
            if isinstance(row, dict)
            else fields.wrong(key, "行的列表", "a list of rows")
            for row in value
        ]
    if isinstance(value, bool | str):
        return value
    if isinstance(value, int | Written):
        return fields.number_text(key, value)
    return fields.wrong(key, "数字、文字或行的列表", "a number, a text or a list of rows")
