"""What is typed into the template comes out as it was typed, and gives what the JSON inputs give."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from methodologies import asking, catalogue
from methodologies.engine import calculate
from methodologies.sheet import layout, read, template
from tests.methodologies.sheet.books import GOOD, SCALARS, filled, replaced, small, spoilt
from tests.methodologies.writing import equation, opened

EXAMPLES = [
    (plan, example) for plan in catalogue.plans() for example in plan.checked.definition.examples
]
DAY = dt.date(2025, 6, 30)


def typed(plan, inputs):
    """The template filled in by hand: texts and numbers into the cells of their symbols."""
    definition = plan.checked.definition
    book = load_workbook(io.BytesIO(template(plan)))
    given_rows = asking.by_rows(definition, inputs)
    sheet = book[layout.SCALARS]
    for row in sheet.iter_rows(min_row=layout.SCALARS_FROM, max_col=layout.VALUE_AT):
        if row[0].value in given_rows:
            row[-1].value = shown(given_rows.pop(row[0].value))
    titles = layout.titles(definition)
    for symbol, rows in given_rows.items():
        sheet = book[titles[symbol]]
        at = {cell.value: cell.column for cell in sheet[layout.SYMBOLS_ROW]}
        for place, row in enumerate(rows, start=layout.ROWS_FROM):
            for name, value in row.items():
                sheet.cell(place, at[name]).value = shown(value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown(value):
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else value


@pytest.mark.parametrize(
    ("plan", "example"), EXAMPLES, ids=lambda each: getattr(each, "name", "plan")
)
def test_every_worked_example_by_workbook_is_the_same_as_by_json(plan, example):
    definition, factors = plan.checked.definition, catalogue.factors()
    wanted = calculate(plan, example.inputs, factors=factors, on=DAY)
    for raw in (typed(plan, example.inputs), template(plan, example.inputs)):
        reading = read(plan, raw)
        assert [each.zh for each in reading.errors] == []
        assert reading.inputs == asking.by_rows(definition, example.inputs)
        found = calculate(plan, reading.checked(), factors=factors, on=DAY)
        assert (found.exact, found.issued_t) == (wanted.exact, wanted.issued_t)
        assert found.factors == wanted.factors


@settings(max_examples=40, deadline=None)
@given(
    st.decimals(0, 99, places=13, allow_nan=False),
    st.text("0123456789", min_size=1, max_size=70),
)
def test_numbers_and_long_texts_are_read_exactly(number, digits):
    plan = small()
    reading = read(plan, filled(plan, GOOD | {"参数!E3": float(number), "T!B5": f"1.{digits}"}))
    assert not reading.errors
    assert Fraction(reading.inputs["x"]) == Fraction(Decimal(repr(float(number))))
    assert Fraction(reading.inputs["x"]) == Fraction(number)
    assert reading.inputs["T"] == [{"k": "a", "c": f"1.{digits}"}]


@settings(max_examples=40, deadline=None)
@given(st.decimals(0, 100, allow_nan=False), st.integers(-(10**20), 10**20))
def test_what_is_filled_in_beforehand_comes_back_exactly(number, whole):
    plan = small()
    reading = read(plan, template(plan, {"x": number, "ratio": whole}))
    assert Fraction(reading.inputs["x"]) == Fraction(number)
    assert Fraction(reading.inputs["ratio"]) == whole


def test_seventeen_digits_of_excel_are_what_was_typed():
    raw = filled(small(), GOOD)
    raw = spoilt(raw, {SCALARS: replaced(b"<v>0.5</v>", b"<v>0.10000000000000001</v>")})
    assert read(small(), raw).inputs["ratio"] == Decimal("0.1")


@pytest.mark.parametrize(
    ("value", "form", "wanted"),
    [(0.05, "0%", "5 %"), (0.1234, "0.00%", "12.34 %"), (0.05, "General", Decimal("0.05"))],
)
def test_percent_cells(value, form, wanted):
    def formatted(book):
        book["参数"]["E4"].number_format = form

    reading = read(small(), filled(small(), GOOD | {"参数!E4": value}, formatted))
    assert reading.inputs["ratio"] == wanted
    assert calculate(small(), reading.checked()).exact == Fraction(5, 4) + 3 * Fraction(str(value))


def test_numbers_as_names_of_rows_empty_rows_formulas_and_remarks():
    cells = {"T!A5": 7, "T!B5": 1, "T!A7": 1.5, "T!B7": "2 t", "参数!F3": "电表 12 号"}
    raw = filled(small(), GOOD | cells)
    formula = b"<f>SUM(1,2)</f><v>3</v>"
    raw = spoilt(raw, {SCALARS: replaced(b"<v>3</v>", formula)})
    reading = read(small(), raw)
    assert not reading.errors
    assert reading.inputs["T"] == [{"k": "7", "c": 1}, {"k": "1.5", "c": "2 t"}]
    assert reading.inputs["x"] == 3
    assert reading.inputs["yes"] is True
    assert reading.notes == {"x": "电表 12 号"}


def test_the_template_says_what_it_is_and_guards_its_heads():
    plan = catalogue.find("T-CSAE-235")
    book = load_workbook(io.BytesIO(template(plan)))
    assert book.sheetnames == ["说明", "参数", "车辆", layout.MARKER]
    assert book[layout.MARKER].sheet_state == "veryHidden"
    words = {row[0].value: row[1].value for row in book["说明"].iter_rows(max_col=2)}
    assert "T-CSAE-235 2021" in words["方法学"]
    assert words["定义文件 SHA-256"] == plan.checked.definition.sha256
    sheet = book["车辆"]
    assert sheet.protection.sheet
    assert sheet["A3"].protection.locked
    assert not sheet["A5"].protection.locked
    assert sheet["B3"].value == "单车行驶里程（km）"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert any(rule.type == "decimal" and rule.formula2 == "1000000" for rule in rules.values())
    needs = {row[0].value: row[3].value for row in book["参数"].iter_rows(min_row=3)}
    assert needs["EF_petrol"] == "必填"
    assert needs["EF_grid"] == "可不填：取因子表 grid_average（全国）"


def test_choices_are_offered_as_a_list():
    book = load_workbook(io.BytesIO(template(catalogue.find("SAMPLE-FOREST-PLOTS"))))
    (rule,) = [
        each for each in book["每木检尺"].data_validations.dataValidation if each.type == "list"
    ]
    assert str(rule.sqref).startswith("B5:")
    assert rule.formula1 == f"'{layout.MARKER}'!$C$1:$C$2"
    assert [book[layout.MARKER][ref].value for ref in ("C1", "C2")] == ["杉木", "马尾松"]


def test_a_name_that_looks_like_a_formula_is_a_text():
    plan = opened('[parameter.x]\nname = "=HYPERLINK(1)"\n', equation("R", "x"))
    cell = load_workbook(io.BytesIO(template(plan)))["参数"]["B3"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")
