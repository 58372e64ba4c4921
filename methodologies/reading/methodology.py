"""A whole methodology file → :class:`Definition`. Nothing is checked but the file's own shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from methodologies import limits
from methodologies.definition import PRODUCT_CLASSES, STATUSES, Definition, Equation
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.issuing import DEFAULT_ROUNDING
from methodologies.evaluating.rounding import MODES
from methodologies.reading import equations, parameters
from methodologies.reading.fields import Fields
from methodologies.reading.toml_text import Document, read_toml

FORMAT = 1
T = TypeVar("T")


def read_methodology(raw: bytes) -> Definition:
    """The definition that the bytes of a file hold; every refusal names line and symbol."""
    document = read_toml(raw)
    top = Fields(document.data, document.lines, ())
    if top.whole("format") != FORMAT:
        top.wrong("format", f"{FORMAT}（文件格式版本）", f"{FORMAT}, the version of the format")
    head = top.below("methodology", "methodology")
    lines: dict[str, int] = {}
    found = Definition(
        **_head(head),
        parameters=_named(top, "parameter", parameters.parameter, lines),
        tables=_named(top, "table", parameters.table, lines),
        lookups=_named(top, "lookup", parameters.lookup, lines),
        equations=_equations(top, document, lines),
        conditions=tuple(_many(top, document, "condition", equations.condition)),
        examples=tuple(_many(top, document, "example", equations.example)),
        lines=lines,
        sha256=document.sha256,
    )
    top.done()
    _columns(found, lines)
    if len(lines) > limits.SYMBOLS:
        raise MethodologyError(
            MethodologyCode.SYMBOLS_TOO_MANY, line=max(lines.values()), limit=limits.SYMBOLS
        )
    return found


def _head(head: Fields) -> dict[str, Any]:
    found = {
        "code": head.text("code"),
        "version": head.text("version"),
        "name": head.text("name"),
        "name_en": head.text("name_en", ""),
        "aliases": head.texts("aliases"),
        "status": head.one_of("status", STATUSES),
        "product_class": head.one_of("product_class", PRODUCT_CLASSES),
        "programmes": head.texts("programmes"),
        "result": head.text("result"),
        "issue_rounding": head.one_of("issue_rounding", MODES, DEFAULT_ROUNDING),
        "buffer_symbol": head.text("buffer", ""),
        "note": head.text("note", ""),
        "source": head.source(),
    }
    head.done()
    return found


def _named(
    top: Fields, section: str, read: Callable[[str, Fields], T], lines: dict[str, int]
) -> dict[str, T]:
    fields = top.below(section)
    found = {}
    for symbol in fields.data:
        inner = fields.below(symbol, symbol)
        _claim(symbol, inner.line(), lines)
        found[symbol] = read(symbol, inner)
    return found


def _equations(top: Fields, document: Document, lines: dict[str, int]) -> dict[str, Equation]:
    found: dict[str, Equation] = {}
    for each in _many(top, document, "equation", equations.equation):
        _claim(each.symbol, each.line, lines)
        found[each.symbol] = each
    if not found:
        top.need("equation")
    return found


def _many(top: Fields, document: Document, section: str, read: Callable[[Fields], T]) -> list[T]:
    rows = top.raw(section)
    if rows is None:
        return []
    if not isinstance(rows, list):
        top.wrong(section, f"[[{section}]]", f"[[{section}]]")
    if len(rows) > limits.SYMBOLS:
        raise MethodologyError(
            MethodologyCode.SYMBOLS_TOO_MANY,
            line=document.lines.of(section, limits.SYMBOLS),
            limit=limits.SYMBOLS,
        )
    return [read(Fields(row, document.lines, (section, place))) for place, row in enumerate(rows)]


def _columns(found: Definition, lines: dict[str, int]) -> None:
    for table in found.tables.values():
        for column in table.columns:
            _claim(column.symbol, column.line, lines)
        if table.counter:
            _claim(table.counter, table.line, lines)


def _claim(symbol: str, line: int, lines: dict[str, int]) -> None:
    """Every symbol has one meaning in the whole file."""
    if symbol in lines:
        raise MethodologyError(
            MethodologyCode.SYMBOL_TWICE, line=line, symbol=symbol, first=lines[symbol]
        )
    lines[symbol] = line
