"""The sections [parameter.X], [table.T] and [lookup.L] of a file."""

from __future__ import annotations

from typing import Any

from methodologies import limits
from methodologies.definition import LookupKey, LookupTable, Parameter, Table
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.language.tokens import check_symbol
from methodologies.reading.fields import Fields
from methodologies.reading.toml_text import Written

KINDS = ("number", "integer", "text", "boolean")


def parameter(symbol: str, fields: Fields, table: str = "") -> Parameter:
    """An input, or a column of ``table``."""
    fields.place(lambda: check_symbol(symbol))
    found = Parameter(
        symbol=symbol,
        line=fields.line(),
        name=fields.text("name"),
        name_en=fields.text("name_en", ""),
        kind=fields.one_of("kind", KINDS, "number"),
        unit=fields.text("unit", "1"),
        monitored=fields.flag("monitored"),
        minimum=fields.exact("min"),
        maximum=fields.exact("max"),
        default=_default(fields),
        optional=fields.flag("optional"),
        choices=fields.texts("choices"),
        factor=fields.text("factor", ""),
        region=fields.text("region", ""),
        table=table,
        source=fields.source(),
    )
    fields.done()
    return found


def _default(fields: Fields) -> Any:
    value = fields.raw("default")
    if value is None or isinstance(value, bool | str):
        return value
    return fields.number_text("default", value)


def table(symbol: str, fields: Fields) -> Table:
    fields.place(lambda: check_symbol(symbol))
    columns = fields.below("column")
    found = Table(
        symbol=symbol,
        line=fields.line(),
        name=fields.text("name"),
        columns=tuple(parameter(each, columns.below(each, each), symbol) for each in columns.data),
        max_rows=fields.whole("max_rows", limits.TABLE_ROWS) or limits.TABLE_ROWS,
        min_rows=fields.whole("min_rows", 1) or 0,
        counter=fields.text("counter", ""),
        first=fields.formula("first"),
        last=fields.formula("last"),
    )
    if found.max_rows > limits.TABLE_ROWS:
        fields.wrong("max_rows", f"不超过 {limits.TABLE_ROWS}", f"at most {limits.TABLE_ROWS}")
    if found.counter:
        fields.place(lambda: check_symbol(found.counter), "counter")
        fields.need("first")
        fields.need("last")
    elif not found.columns:
        fields.need("column")
    fields.done()
    return found


def lookup(symbol: str, fields: Fields) -> LookupTable:
    fields.place(lambda: check_symbol(symbol))
    fields.need("keys")
    fields.need("values")
    raw_keys, raw_values = fields.raw("keys"), fields.below("values")
    if not isinstance(raw_keys, list) or not 1 <= len(raw_keys) <= 4:
        fields.wrong("keys", "1 至 4 个键的列表", "a list of 1 to 4 keys")
    keys = tuple(
        _key(Fields(each, fields.lines, (*fields.path, "keys"), symbol)) for each in raw_keys
    )
    if any(key.match != "exact" for key in keys[:-1]):
        fields.wrong(
            "keys", "只有最后一个键可以 floor/ceiling", "floor/ceiling in the last key only"
        )
    found = LookupTable(
        symbol=symbol,
        line=fields.line(),
        name=fields.text("name"),
        keys=keys,
        values=tuple((name, raw_values.text(name)) for name in raw_values.data),
        rows=_rows(fields, len(keys) + len(raw_values.data)),
        source=fields.source(),
    )
    fields.done()
    return found


def _key(fields: Fields) -> LookupKey:
    is_text = "unit" not in fields.data
    among = ("exact",) if is_text else ("exact", "floor", "ceiling")
    found = LookupKey(
        fields.text("name"),
        fields.text("unit", "1"),
        fields.one_of("match", among, "exact"),
        is_text,
    )
    fields.done()
    return found


def _rows(fields: Fields, width: int) -> tuple[tuple[str, ...], ...]:
    rows = fields.raw("rows")
    if not isinstance(rows, list) or not rows:
        fields.wrong("rows", f"每行 {width} 个值的列表", f"a list of rows of {width} values")
    if len(rows) > limits.LOOKUP_ROWS:
        raise MethodologyError(
            MethodologyCode.ROWS_TOO_MANY,
            line=fields.line("rows"),
            symbol=fields.symbol,
            used=fields.symbol,
            size=len(rows),
            limit=limits.LOOKUP_ROWS,
        )
    for row in rows:
        if not isinstance(row, list) or len(row) != width:
            fields.wrong("rows", f"每行 {width} 个值的列表", f"a list of rows of {width} values")
        if not all(isinstance(cell, str | int | Written) for cell in row):
            fields.wrong("rows", "数字或文字", "numbers or texts")
    return tuple(tuple(fields.number_text("rows", cell) for cell in row) for row in rows)
