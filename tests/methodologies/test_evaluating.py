"""What formulas mean: precedence, rounding, conditions, tables, recursion, look-ups."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest

from methodologies.engine import calculate
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.issuing import issued_t
from methodologies.evaluating.rounding import significant, to_decimals, whole
from methodologies.exact import as_text
from tests.methodologies.writing import computed, equation, opened, parameter, table


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        *(("2 + 3 * 4", 14), ("(2 + 3) * 4", 20), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4)),
        *(("2 × 3 ÷ 4 − 1", "0.5"), ("10 - 4 - 3", 3), ("100 / 5 / 2", 10), ("2 ^ -2", "0.25")),
        *(("10%", "0.1"), ("1.5e3", 1500), ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3)),
        *(("if(1 < 2 and not 3 <= 2, 5, 1/0)", 5), ("if(1 > 2 or 2 >= 2, 5, 6)", 5)),
        *(("abs(-7)", 7), ("sqrt(2.25)", "1.5"), ("4 ^ 0.5", 2), ("4 ^ 1.5", 8), ("0 ^ 0", 1)),
        *(("(-1) ^ 99999999", -1), ("exp(0)", 1), ("ln(1)", 0), ("1/3 + 1/6", "0.5")),
    ],
)
def test_formula(formula, value):
    outcome = computed(formula)
    assert outcome.exact == Fraction(value)
    assert not outcome.is_approximate


def test_a_fraction_is_printed_as_one_where_no_decimal_ends():
    assert computed("1 / 3").exact_text == "1/3"
    assert computed("-7 / 14").exact_text == "-0.5"


def test_units_are_converted():
    outcome = computed("a * b", "tCO2e", a="500 kWh", b="0.6 tCO2/MWh")
    assert (outcome.exact_text, outcome.unit) == ("0.3", "tCO2e")


@pytest.mark.parametrize("formula", ["exp(x)", "ln(x)", "sqrt(x)", "x ^ 0.3"])
def test_transcendental_values_agree_to_forty_digits_and_are_marked(formula):
    with localcontext() as context:
        context.prec = 70
        x = Decimal("2.7")
        wanted = {
            "exp(x)": x.exp(), "ln(x)": x.ln(), "sqrt(x)": x.sqrt(), "x ^ 0.3": x ** Decimal("0.3")
        }[formula]  # fmt: skip
    outcome = computed(formula, x="2.7")
    assert outcome.is_approximate
    assert abs(outcome.exact - Fraction(wanted)) < abs(Fraction(wanted)) / 10**45


def test_a_logarithm_near_one_keeps_its_digits():
    for tens in (20, 60, 99, 2000):
        near = computed(f"ln(1 + 10 ^ (-{tens}) * x)", x="1").exact
        small = Fraction(1, 10**tens)
        assert abs(near - (small - small**2 / 2)) < small / 10**40


def test_what_is_almost_whole_rounds_to_it():
    """exp and ln undo each other to fifty digits, not exactly; a floor must not see that."""
    plan = opened(
        parameter("x"),
        equation("y", "exp(ln(x))"),
        equation("R", "y * 1[tCO2e]", "tCO2e"),
    )
    for x in range(8500, 8540):
        outcome = calculate(plan, {"x": x})
        assert outcome.is_approximate
        assert outcome.issued_t == x


def test_an_approximate_symbol_marks_what_rests_on_it_and_nothing_else():
    plan = opened(
        equation("a", "sqrt(2)"),
        equation("b", "a * 0 + 3"),
        equation("c", "1 / 3"),
        equation("R", "b + c"),
    )
    assert calculate(plan, {}).approximate == {"a", "b", "R"}


MODES = {
    "floor": (2, -3, 3, -3),
    "ceiling": (3, -2, 4, -2),
    "truncate": (2, -2, 3, -2),
    "half_up": (3, -3, 4, -3),
    "half_down": (2, -2, 3, -3),
    "half_even": (2, -2, 4, -3),
}


@pytest.mark.parametrize("mode", MODES)
def test_rounding(mode):
    given = ("2.5", "-2.5", "3.5", "-2.51")
    assert tuple(whole(Fraction(each), mode) for each in given) == MODES[mode]


def test_rounding_by_decimals_and_digits():
    assert to_decimals(Fraction("1234.5678"), 2, "half_up") == Fraction("1234.57")
    assert to_decimals(Fraction("1234.5678"), -2, "half_up") == 1200
    assert significant(Fraction("0.00123456"), 3, "half_up") == Fraction("0.00123")
    assert significant(Fraction("99999"), 3, "half_up") == 100000
    assert significant(Fraction(1, 3), 4) == Fraction("0.3333")


def test_rounding_is_in_the_declared_unit():
    more = 'round = { mode = "floor", decimals = 0 }'
    assert computed("x", "t", more, x="1999 kg").exact == 1
    assert computed("x", "kg", more, x="1.9999 t").exact == 1999


def test_when_floor_and_cap_apply_in_that_order():
    parts = (parameter("x"), parameter("y"))
    more = 'when = "x > 0"\notherwise = "-5"\nfloor = "-1"\ncap = "10"'
    plan = opened(*parts, equation("R", "x * y", more=more))
    found = [calculate(plan, {"x": x, "y": 4}).exact for x in (1, 3, -9)]
    assert found == [4, 10, -1]
    assert calculate(opened(*parts, equation("R", "x * y", more='when = "x > 0"')),
                     {"x": -1, "y": 1}).exact == 0  # fmt: skip


T = table("T", {"k": "text", "c": "t"})
ROWS = {"T": [{"k": "a", "c": 1}, {"k": "b", "c": 2}, {"k": "a", "c": 6}]}


@pytest.mark.parametrize(
    ("formula", "unit", "value"),
    [
        *(("sum(T, c)", "t", 9), ('sum(T, c, k = "a")', "t", 7), ("mean(T, c)", "t", 3)),
        *(("variance(T, c)", "t^2", 7), ('count(T, k != "a")', "1", 1), ("count(T)", "1", 3)),
        *(("least(T, c)", "t", 1), ("greatest(T, c)", "t", 6), ("first(T, c)", "t", 1)),
        *(("last(T, c)", "t", 6), ("last(T, c, c < 6[t])", "t", 2), ("sum(T, 2)", "1", 6)),
        ("sum(T, c * sum(T, c))", "t^2", 81),
    ],
)
def test_aggregates(formula, unit, value):
    assert calculate(opened(T, equation("R", formula, unit)), ROWS).exact == value


@pytest.mark.parametrize(
    "formula", ['mean(T, c, k = "z")', 'last(T, c, k = "z")', "least(T, c, c > 9[t])"]
)
def test_an_average_of_nothing_is_refused(formula):
    with pytest.raises(MethodologyError) as refusal:
        calculate(opened(T, equation("R", formula, "t")), ROWS)
    assert refusal.value.kind is MethodologyCode.ROWS_NONE


def test_a_column_may_use_the_total_of_another():
    plan = opened(
        T,
        equation("share", "c / sum(T, c)", more='each = "T"'),
        equation("R", "sum(T, share)"),
    )
    outcome = calculate(plan, ROWS)
    assert outcome.exact == 1
    assert outcome.column("share") == [Fraction(1, 9), Fraction(2, 9), Fraction(2, 3)]


def test_tables_are_joined_by_a_condition():
    plan = opened(
        table("S", {"s": "text", "area": "ha"}),
        table("P", {"p": "text", "d": "t/ha"}),
        equation("mass", "d * sum(S, area, s = p)", "t", 'each = "P"'),
        equation("R", "sum(P, mass)", "t"),
    )
    strata = [{"s": "a", "area": 10}, {"s": "b", "area": 100}]
    plots = [{"p": "b", "d": 2}, {"p": "a", "d": 3}, {"p": "z", "d": 5}]
    outcome = calculate(plan, {"S": strata, "P": plots})
    assert outcome.column("mass") == [200, 30, 0]


YEARS = '[table.Y]\nname = "Y"\ncounter = "y"\nfirst = "2020"\nlast = "2020 + n - 1"\n'


def test_recursion_over_years():
    plan = opened(
        parameter("n"),
        YEARS,
        equation("stock", "prev(stock, 100) * 9/10 + y - 2020", more='each = "Y"'),
        equation("R", "last(Y, stock)"),
    )
    stock = Fraction(100)
    for step in range(5):
        stock = stock * 9 / 10 + step
    assert calculate(plan, {"n": 5}).exact == stock


def test_columns_that_recur_on_each_other():
    """Hares and foxes: each year's both from the year before's both."""
    plan = opened(
        parameter("n"),
        YEARS,
        equation("foxes", "prev(foxes, 1) + prev(hares, 1)", more='each = "Y"'),
        equation("hares", "prev(foxes, 1)", more='each = "Y"'),
        equation("R", "last(Y, foxes)"),
    )
    assert calculate(plan, {"n": 10}).exact == 144


LOOKUP = """[lookup.L]
name = "L"
keys = [{ name = "kind" }, { name = "size", unit = "t", match = "MATCH" }]
values = { a = "kg", b = "1" }
rows = [["x", 1, 10, 1], ["x", 5, 50, 2], ["y", 1, 11, 3]]
"""


@pytest.mark.parametrize(
    ("match", "size", "value"),
    [
        *(("exact", "5 t", 50), ("exact", "5000 kg", 50), ("exact", "4 t", None)),
        *(("floor", "4.999 t", 10), ("floor", "9 t", 50), ("floor", "0.9 t", None)),
        *(("ceiling", "1.001 t", 50), ("ceiling", "0.2 t", 10), ("ceiling", "5.1 t", None)),
    ],
)
def test_look_ups(match, size, value):
    plan = opened(
        LOOKUP.replace("MATCH", match),
        parameter("s", "t"),
        equation("R", 'lookup(L.a, "x", s)', "kg"),
    )
    if value is None:
        with pytest.raises(MethodologyError) as refusal:
            calculate(plan, {"s": size})
        assert refusal.value.kind is MethodologyCode.LOOKUP_MISSING
        assert refusal.value.symbol == "R"
    else:
        assert calculate(plan, {"s": size}).exact == value


def test_an_equation_that_may_be_given_leaves_its_own_inputs_out():
    plan = opened(
        parameter("x"), equation("y", "x + 1", more="may_be_given = true"), equation("R", "y * 2")
    )
    assert calculate(plan, {"x": 1}).exact == 4
    assert calculate(plan, {"y": 10}).exact == 20


def test_an_equation_may_not_be_given_unless_it_says_so():
    plan = opened(parameter("x"), equation("R", "x"))
    with pytest.raises(MethodologyError) as refusal:
        calculate(plan, {"R": 5})
    assert refusal.value.kind is MethodologyCode.INPUT_UNKNOWN


CONDITION = '[[condition]]\nid = "big"\nname = "大"\nformula = "x > 3 and z"\n'
Z = '[parameter.z]\nname = "z"\nkind = "boolean"\noptional = true\n'


@pytest.mark.parametrize(
    ("inputs", "met", "issued"),
    [({"x": 5, "z": True}, True, 5), ({"x": 2, "z": True}, False, 0), ({"x": 5}, None, 5)],
)
def test_a_condition_that_is_not_met_issues_nothing(inputs, met, issued):
    plan = opened(parameter("x"), Z, CONDITION, equation("R", "x * 1[tCO2e]", "tCO2e"))
    outcome = calculate(plan, inputs)
    assert [each.met for each in outcome.conditions] == [met]
    assert outcome.issued_t == issued
    assert outcome.exact == inputs["x"]


def test_a_negative_result_is_shown_and_issues_nothing():
    outcome = computed("x", "tCO2e", x="-12.5 tCO2e")
    assert (outcome.exact_text, outcome.issued_t) == ("-12.5", 0)


def test_a_result_that_is_no_co2e_issues_no_figure():
    assert computed("x", "MWh", x="5 MWh").issued_t is None


def test_the_whole_sum_of_many_quotients_stays_exact():
    plan = opened(table("T", {"c": "1"}), equation("R", "sum(T, 1 / c) - sum(T, 1 / c)"))
    rows = {"T": [{"c": str(10_007 + 2 * place)} for place in range(3000)]}
    assert as_text(calculate(plan, rows).exact) == "0"


@pytest.mark.parametrize(
    ("declared", "written", "factor"),
    [
        *(("kgCH4/m3", "kg/m3", 1), ("kgCO2/m2", "t/ha", "0.1"), ("tC/GJ", "t/GJ", None)),
        *(("kgCO2/kg", "kg", None), ("kgCH4/m3", "kgCO2/m3", None), ("t/m3", "tCH4/m3", None)),
        *(("tCO2/MWh", "t/MWh", None), ("kgCO2/kg", "kgCO2", None)),
    ],
)
def test_plain_mass_in_an_input_is_of_the_declared_gas(declared, written, factor):
    """Only where there is one mass to be of it: energy has a mass in its dimension too."""
    plan = opened(parameter("x", declared), equation("R", "x", declared))
    if factor is None:
        with pytest.raises(MethodologyError) as refusal:
            calculate(plan, {"x": f"1 {written}"})
        assert refusal.value.kind is MethodologyCode.INPUT_UNIT
    else:
        assert calculate(plan, {"x": f"1 {written}"}).exact == Fraction(factor)


@pytest.mark.parametrize(
    ("reduction", "eligible", "rounding", "issued"),
    [
        *(("576532.999", True, "floor", 576532), ("-0.5", True, "floor", 0)),
        *(("894568.707", True, "half_up", 894569), ("12", False, "floor", 0)),
        *(("-0.4", True, "ceiling", 0), ("0.999", True, "floor", 0)),
    ],
)
def test_whole_tonnes_are_issued_never_negative_ones(reduction, eligible, rounding, issued):
    """R-ISSUE-01"""
    assert issued_t(Fraction(reduction), eligible=eligible, rounding=rounding) == issued
