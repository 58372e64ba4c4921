"""The web form of a methodology: what is typed is what is calculated with, errors stand at their field."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template.loader import render_to_string
from hypothesis import given, settings
from hypothesis import strategies as st

from methodologies import asking, catalogue
from methodologies.engine import calculate
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.forms import BLANK_ROWS, InputForms, most_rows
from tests.methodologies.sheet.books import small
from tests.methodologies.writing import equation, opened, table

EXAMPLES = [
    (plan, example) for plan in catalogue.plans() for example in plan.checked.definition.examples
]
DAY = dt.date(2025, 6, 30)
GOOD = {
    "inputs-x": "3", "inputs-ratio": "0.5", "inputs-yes": "是",
    "T-TOTAL_FORMS": "2", "T-INITIAL_FORMS": "0", "T-0-k": "a", "T-0-c": "1.25 t",
}  # fmt: skip


def posted(entry: InputForms) -> dict[str, str]:
    """What a browser without a script sends back for a page as it is shown."""
    fields = [*entry.scalars]
    for rows in entry.tables:
        fields += [*rows.management_form, *(field for row in rows for field in row)]
    return {field.html_name: str("" if (v := field.value()) is None else v) for field in fields}


def texts(inputs):
    """Inputs as a form shows them: numbers as texts, truths as they are."""
    if isinstance(inputs, dict):
        return {key: texts(value) for key, value in inputs.items()}
    if isinstance(inputs, list):
        return [texts(each) for each in inputs]
    return inputs if isinstance(inputs, bool) else str(inputs)


@pytest.mark.parametrize(
    ("plan", "example"), EXAMPLES, ids=lambda each: getattr(each, "name", "plan")
)
def test_every_worked_example_by_form_is_the_same_as_by_json(plan, example):
    entry = InputForms(plan, posted(InputForms(plan, initial=example.inputs)))
    assert entry.is_valid()
    assert entry.inputs() == texts(asking.by_rows(plan.checked.definition, example.inputs))
    factors = catalogue.factors()
    found = calculate(plan, entry.inputs(), factors=factors, on=DAY)
    wanted = calculate(plan, example.inputs, factors=factors, on=DAY)
    assert (found.exact, found.issued_t) == (wanted.exact, wanted.issued_t)


@settings(max_examples=60, deadline=None)
@given(st.decimals(0, 100, allow_nan=False, places=40))
def test_a_number_is_kept_to_its_last_digit(number):
    entry = InputForms(small(), GOOD | {"inputs-x": f"{number:f}", "T-0-c": f"{number:f} kg"})
    assert entry.is_valid()
    assert entry.inputs() == {
        "x": f"{number:f}", "ratio": "0.5", "yes": True, "T": [{"k": "a", "c": f"{number:f} kg"}],
    }  # fmt: skip


WRONG = {
    "bounds": ({"inputs-x": "-1"}, "x", "超出允许范围 0 至 100（MWh）"),
    "unit": ({"inputs-x": "3 t"}, "x", "量纲不同"),
    "no number": ({"inputs-ratio": "1,000"}, "ratio", "不是数字"),
    "NaN": ({"inputs-ratio": "NaN"}, "ratio", "不是数字"),
    "no choice": ({"inputs-yes": "也许"}, "yes", "true 或 false"),
    "missing": ({"inputs-x": " "}, "x", "缺少输入“x”"),
    "too long": ({"inputs-x": "9" * 501}, "x", "500"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_value_is_told_at_its_field_in_the_engine_s_words(case):
    changed, symbol, words = WRONG[case]
    entry = InputForms(small(), GOOD | changed)
    assert not entry.is_valid()
    assert set(entry.scalars.errors) == {symbol}
    (said,) = entry.scalars.errors[symbol]
    assert words in said
    assert "第" not in said.split("。")[0]


def test_rows_are_judged_by_row_and_empty_ones_are_none():
    rows = {
        "T-TOTAL_FORMS": "5", "T-1-k": "", "T-2-k": "b", "T-3-c": "x", "T-4-k": "c", "T-4-c": "1",
    }  # fmt: skip
    entry = InputForms(small(), GOOD | rows)
    assert not entry.is_valid()
    (found,) = entry.tables
    assert [sorted(each) for each in found.errors] == [[], [], ["c"], ["c", "k"], []]
    assert entry.scalars.errors == {}
    good = GOOD | {"T-TOTAL_FORMS": "3", "T-2-k": "b", "T-2-c": "2"}
    entry = InputForms(small(), good)
    assert entry.is_valid()
    assert entry.inputs()["T"] == [{"k": "a", "c": "1.25 t"}, {"k": "b", "c": "2"}]


def test_a_table_without_rows_and_one_with_too_many():
    entry = InputForms(small(), GOOD | {"T-0-k": "", "T-0-c": ""})
    assert not entry.is_valid()
    assert "没有可用的行" in entry.tables[0].non_form_errors()[0]
    entry = InputForms(small(), GOOD | {"T-TOTAL_FORMS": "1000000"})
    assert not entry.is_valid()
    assert entry.tables[0].non_form_errors() == ["表“T”在网页上最多填 5 行。"]
    assert len(entry.tables[0].forms) == 6
    entry = InputForms(small(), {k: v for k, v in GOOD.items() if not k.startswith("T-")})
    assert not entry.is_valid()


def test_long_tables_are_for_the_workbook():
    plan = opened(table("T", {"c": "t", "d": "t"}), equation("R", "sum(T, c)", "t"))
    definition = plan.checked.definition
    assert most_rows(definition, definition.tables["T"]) == 400
    entry = InputForms(plan, {"T-TOTAL_FORMS": "401", "T-INITIAL_FORMS": "0"})
    assert not entry.is_valid()
    assert "请下载 Excel 模板" in entry.tables[0].non_form_errors()[0]


def test_a_refusal_of_the_calculation_stands_at_its_field():
    plan = small()
    data = GOOD | {"T-TOTAL_FORMS": "3", "T-0-k": "", "T-0-c": "", "T-2-k": "b", "T-2-c": "1"}
    entry = InputForms(plan, data)
    assert entry.is_valid()
    kind = MethodologyCode.INPUT_BOUNDS
    entry.refuse(MethodologyError(kind, symbol="c", line=9, row=1, used="c", found="1"))
    entry.refuse(MethodologyError(kind, symbol="x", line=9, used="x"))
    entry.refuse(MethodologyError(MethodologyCode.DIVISION_BY_ZERO, symbol="R", line=12))
    assert not entry.is_valid()
    assert [sorted(each) for each in entry.tables[0].errors] == [[], [], ["c"]]
    assert sorted(entry.scalars.errors) == ["__all__", "x"]
    assert "“R”：除数为零" in entry.scalars.non_field_errors()[0]


def test_the_page_says_units_needs_and_sources_and_escapes_what_was_typed():
    plan = catalogue.find("T-CSAE-235")
    example = plan.checked.definition.examples[1]
    page = render_to_string(
        "methodologies/inputs.html", {"entry": InputForms(plan, initial=example.inputs)}
    )
    assert "汽油排放因子（kgCO2/L）" in page
    assert "可不填：取因子表 grid_average（全国）" in page
    assert page.count('name="fleet-') == 4 + 4 * (2 + BLANK_ROWS) + 4  # counts, rows, the template
    page = render_to_string(
        "methodologies/inputs.html", {"entry": InputForms(small(), GOOD | {"inputs-x": "<b>"})}
    )
    assert "<b>" not in page
    assert "“&lt;b&gt;”不是数字" in page
