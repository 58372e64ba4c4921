"""Workbooks for tests: filled in as a person does with Excel, or spoilt inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook

from methodologies.engine import Plan
from methodologies.sheet import CellError, layout, read, template
from tests.methodologies.writing import equation, opened, parameter, table

PART = "xl/worksheets/sheet{}.xml"
SCALARS, ROWS = PART.format(2), PART.format(3)  # 说明, 参数, then the tables


def small() -> Plan:
    """Two numbers, a truth, and a table of a text and a number."""
    columns = table("T", {"k": "text", "c": "t"}, "max_rows = 5")
    return opened(
        parameter("x", "MWh", "min = 0\nmax = 100"),
        parameter("ratio", "1"),
        '[parameter.yes]\nname = "yes"\nkind = "boolean"\ndefault = false\n',
        columns,
        equation("R", "sum(T, c) + if(yes, 1, 0) * x * ratio * 1[t/MWh]", "t"),
    )


def filled(plan: Plan, cells: dict[str, Any], act: Callable[[Any], None] | None = None) -> bytes:
    """The template with ``参数!E3``-like cells filled in; ``act`` may do more to the workbook."""
    book = load_workbook(io.BytesIO(template(plan)))
    for place, value in cells.items():
        sheet, ref = place.split("!")
        book[sheet][ref] = value
    if act is not None:
        act(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


GOOD = {"参数!E3": 3, "参数!E4": 0.5, "参数!E5": "是", "T!A5": "a", "T!B5": 1.25}


def spoilt(raw: bytes, parts: dict[str, Callable[[bytes], bytes] | None]) -> bytes:
    """The package with some parts made otherwise, added, or (``None``) left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            make = parts.get(name, bytes)
            if make is not None:
                new.writestr(name, make(old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            make = parts[name]
            assert make is not None
            new.writestr(name, make(b""))
    return out.getvalue()


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A part in which ``old``, which must be there, is ``new``."""

    def act(content: bytes) -> bytes:
        assert old in content, content[:3000]
        return content.replace(old, new)

    return act


def faults(plan: Plan, raw: bytes) -> list[tuple[str, str]]:
    """Place and code of everything that is wrong."""
    return [told(each) for each in read(plan, raw).errors]


def told(error: CellError) -> tuple[str, str]:
    assert error.zh
    assert error.en
    return error.place, error.refusal.code


__all__ = ["GOOD", "ROWS", "SCALARS", "faults", "filled", "layout", "replaced", "small", "spoilt"]
