"""Everything that is wrong in a workbook is told at once, at its cell, and shown there."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from core.errors import CodedError
from methodologies.engine import calculate
from methodologies.errors import MethodologyError
from methodologies.sheet import SheetCode, errors_workbook, layout, read, template, view
from methodologies.sheet.cells import MOST_ROWS
from tests.methodologies.sheet.books import GOOD, faults, filled, small
from tests.methodologies.writing import equation, opened, parameter, table

WRONG = {
    "negative": ({"参数!E3": -1}, ("参数!E3", "input_bounds")),
    "too great": ({"参数!E3": "100.1 MWh"}, ("参数!E3", "input_bounds")),
    "wrong unit": ({"参数!E3": "3 t"}, ("参数!E3", "input_unit")),
    "percent of a quantity": ({"参数!E3": "5 %"}, ("参数!E3", "input_unit")),
    "not a number": ({"参数!E4": "NaN"}, ("参数!E4", "number_malformed")),
    "thousands": ({"参数!E4": "1,000"}, ("参数!E4", "number_malformed")),
    "words": ({"参数!E4": "约三成"}, ("参数!E4", "number_malformed")),
    "truth as number": ({"参数!E4": True}, ("参数!E4", "input_type")),
    "number as truth": ({"参数!E5": 2}, ("参数!E5", "input_type")),
    "date": ({"参数!E4": dt.date(2025, 1, 1)}, ("参数!E4", "cell_date")),
    "time": ({"T!B5": dt.time(12, 30)}, ("T!B5", "cell_date")),
    "date as text": ({"T!A5": dt.datetime(2025, 1, 1)}, ("T!A5", "cell_date")),  # noqa: DTZ001
    "error": ({"T!B5": "#DIV/0!"}, ("T!B5", "cell_error")),
    "formula without value": ({"T!B5": "=1+1"}, ("T!B5", "cell_formula")),
    "remark without value": ({"参数!F3": "=1+1"}, ("参数!F3", "cell_formula")),
    "missing": ({"参数!E3": None}, ("参数!E3", "input_missing")),
    "missing in row": ({"T!B6": 3}, ("T!A6", "input_missing")),
    "no rows": ({"T!A5": None, "T!B5": None}, ("T!A5", "rows_none")),
    "symbol changed": ({"参数!A4": "y"}, ("参数!A4", "head_changed")),
    "column changed": ({"T!B2": "k"}, ("T!B2", "head_changed")),
    "too many rows": ({"T!A10": "z"}, ("T!A10", "rows_below")),
    "far below": ({f"T!B{MOST_ROWS}": 1}, (f"T!A{MOST_ROWS}", "rows_below")),
    "below the scalars": ({"参数!E9": 1}, ("参数!A9", "rows_below")),
    "too long": ({"T!B5": "9" * 600}, ("T!B5", "number_malformed")),
    "too many digits": ({"T!B5": "9" * 200}, ("T!B5", "number_too_long")),
}


@pytest.mark.parametrize("case", WRONG)
def test_one_fault_is_told_at_its_cell(case):
    cells, wanted = WRONG[case]
    assert faults(small(), filled(small(), GOOD | cells)) == [wanted]


def test_all_faults_are_told_at_once():
    cells = {
        "参数!E3": -1, "参数!E4": "NaN", "T!A5": None, "T!B6": 9, "T!A7": "c", "T!B7": "x",
    }  # fmt: skip
    reading = read(small(), filled(small(), GOOD | cells))
    assert [(each.place, each.symbol) for each in reading.errors] == [
        ("参数!E3", "x"), ("参数!E4", "ratio"), ("T!A5", "k"), ("T!A6", "k"), ("T!B7", "c"),
    ]  # fmt: skip
    with pytest.raises(CodedError) as refusal:
        reading.checked()
    assert refusal.value.kind is SheetCode.SHEETS_WRONG
    assert "5 处问题" in refusal.value.zh
    assert "参数!E3：输入“x”= -1，超出允许范围" in refusal.value.zh
    assert len(refusal.value.as_dict()["params"]["errors"]) == 5


def test_a_merged_cell_is_told():
    raw = filled(small(), GOOD, lambda book: book["T"].merge_cells("A5:A6"))
    assert ("T!A5", "cells_merged") in faults(small(), raw)


def test_a_sheet_that_is_gone_is_told_with_the_rest():
    raw = filled(small(), GOOD | {"参数!E3": -1}, lambda book: book.remove(book["T"]))
    assert faults(small(), raw) == [("参数!E3", "input_bounds"), ("T", "sheet_missing")]


def test_errors_beyond_the_limit_are_counted(monkeypatch):
    monkeypatch.setattr("methodologies.limits.BOOK_ERRORS", 2)
    cells = {f"T!B{row}": "x" for row in range(5, 10)}
    reading = read(small(), filled(small(), GOOD | cells))
    assert (len(reading.errors), reading.uncounted) == (2, 7)
    with pytest.raises(CodedError, match="9 处问题"):
        reading.checked()


def test_a_refusal_of_the_calculation_is_placed():
    plan = opened(
        table("T", {"k": "text", "c": "t"}),
        parameter("x"),
        '[lookup.L]\nname = "L"\nkeys = [{ name = "k" }]\nvalues = { v = "1" }\nrows = [["a", 1]]\n',
        equation("R", "sum(T, c * lookup(L, k)) / x", "t"),
    )
    reading = read(plan, filled(plan, {"参数!E3": 1, "T!A5": "b", "T!B5": 1}))
    with pytest.raises(MethodologyError) as refusal:
        calculate(plan, reading.checked())
    assert reading.refuse(refusal.value).place == "参数"
    row = MethodologyError(refusal.value.kind, symbol="c", row=1, used="L", key="b")
    assert reading.refuse(row).place == "T!B5"
    assert reading.refuse(MethodologyError(row.kind, symbol="x")).place == "参数!E3"


def test_the_workbook_comes_back_with_its_faults_and_can_be_put_right():
    cells = {"参数!E3": -1, "T!B6": "x", "T!A7": "c", "T!B7": 0.30000000000000004}
    reading = read(small(), filled(small(), GOOD | cells | {"参数!F3": "证据"}))
    back = errors_workbook(small(), reading)
    again = read(small(), back)
    assert [each.place for each in again.errors] == [each.place for each in reading.errors]
    assert again.inputs == reading.inputs
    book = load_workbook(io.BytesIO(back))
    assert book.sheetnames[0] == layout.FAULTS
    assert "共 3 处问题" in book[layout.FAULTS]["A1"].value
    assert [book[layout.FAULTS].cell(4, at).value for at in (1, 2, 3)] == ["T", "A6", "k"]
    assert book["参数"].cell(3, layout.SCALAR_FAULT_AT).value.startswith("E3 输入“x”= -1")
    assert book["T"]["C2"].value == layout.FAULT_HEAD
    assert book["T"]["C6"].value.count("\n") == 1
    assert book["T"]["B6"].fill.fgColor.rgb == "00FAD9D5"
    assert book["T"]["C7"].value is None
    assert book["参数"]["F3"].value == "证据"
    for place, value in {"参数!E3": 1, "T!A6": "b", "T!B6": 2}.items():
        sheet, ref = place.split("!")
        book[sheet][ref] = value
    out = io.BytesIO()
    book.save(out)
    righted = read(small(), out.getvalue())
    assert righted.errors == []
    clean = load_workbook(io.BytesIO(errors_workbook(small(), righted)))
    assert [clean["T"].cell(row, 3).value for row in range(1, 9)] == [None] * 8
    assert clean["参数"].cell(3, layout.SCALAR_FAULT_AT).value is None


def test_the_same_for_a_page():
    reading = read(small(), filled(small(), GOOD | {"T!B6": "x"}))
    scalars, rows = view(small(), reading)
    assert [cell.text for cell in scalars.rows[0].cells] == ["x", "x", "MWh", "3", ""]
    assert not scalars.wrong_rows
    assert rows.heads == ("k", "c（t）")
    (wrong,) = rows.wrong_rows
    assert wrong.number == 6
    assert [(cell.ref, cell.text, len(cell.faults)) for cell in wrong.cells] == [
        ("A6", "", 1), ("B6", "x", 1),
    ]  # fmt: skip


def test_an_empty_template_says_what_is_required():
    assert faults(small(), template(small())) == [
        ("参数!E3", "input_missing"), ("参数!E4", "input_missing"), ("T!A5", "rows_none"),
    ]  # fmt: skip
