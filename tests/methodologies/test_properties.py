"""What must not change a result: the order of equations, the names of symbols, the units of inputs.

Random small methodologies are written, then written again another way, and both must give the same
exact value.
"""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from methodologies.engine import calculate
from methodologies.errors import MethodologyError
from methodologies.exact import as_text, number
from methodologies.language.formula import parse_formula
from tests.methodologies.writing import equation, opened, parameter, table

INPUTS = ("a", "b", "c")
numbers = st.decimals(
    min_value=-1000, max_value=1000, places=3, allow_nan=False, allow_infinity=False
)
positive = st.decimals(min_value="0.001", max_value=1000, places=3)


@st.composite
def expressions(draw, symbols, depth=3):
    """A formula without units, as text with a hole ``{x}`` for each symbol."""
    if depth == 0 or draw(st.booleans()):
        literal = draw(st.integers(1, 99))
        return draw(st.sampled_from([*(f"{{{each}}}" for each in symbols), str(literal)]))
    left, right = draw(expressions(symbols, depth - 1)), draw(expressions(symbols, depth - 1))
    pattern = draw(
        st.sampled_from(
            [
                *("({} + {})", "({} - {})", "{} * {}", "min({}, {})", "max({}, {})"),
                *("if({} < {}, 1/3, 2)", "sqrt(abs({} - {}))", "{} / (1 + abs({}))"),
                "exp(-abs({} / (1 + abs({}))))",
            ]
        )
    )
    return pattern.format(left, right)


@st.composite
def systems(draw):
    """Equations e0 … en, each over the inputs and the earlier ones; the last is the result."""
    known = list(INPUTS)
    found = []
    for place in range(draw(st.integers(2, 6))):
        found.append((f"e{place}", draw(expressions(known))))
        known.append(f"e{place}")
    return found


def value(system, names, inputs, order=None):
    """The result of a system whose symbols are called by ``names``."""
    parts = [parameter(names[each]) for each in INPUTS]
    equations = [equation(names[s], text.format(**names)) for s, text in system]
    for place in order or range(len(equations)):
        parts.append(equations[place])
    plan = opened(*parts, result=names[system[-1][0]])
    needed = plan.needed(frozenset())
    given_values = {names[k]: str(v) for k, v in inputs.items() if names[k] in needed}
    try:
        return calculate(plan, given_values).exact
    except MethodologyError as error:
        return error.code


def plain(system):
    return {each: each for each in [*INPUTS, *(symbol for symbol, _ in system)]}


inputs = st.fixed_dictionaries(dict.fromkeys(INPUTS, numbers))


@settings(max_examples=60, deadline=None)
@given(systems(), inputs, st.randoms(use_true_random=False))
def test_the_order_of_equations_changes_nothing(system, values, chance):
    order = list(range(len(system)))
    chance.shuffle(order)
    names = plain(system)
    assert value(system, names, values) == value(system, names, values, order)


@settings(max_examples=60, deadline=None)
@given(systems(), inputs, st.randoms(use_true_random=False))
def test_the_names_of_symbols_change_nothing(system, values, chance):
    names = plain(system)
    others = [f"量{place}" for place in range(len(names))]
    chance.shuffle(others)
    assert value(system, names, values) == value(
        system, dict(zip(names, others, strict=True)), values
    )


ENERGY = {
    "MWh": 1,
    "kWh": 1000,
    "GWh": Fraction(1, 1000),
    "GJ": Fraction("3.6"),
    "万kWh": Fraction("0.1"),
}
FACTOR = {"tCO2/MWh": 1, "kgCO2/kWh": 1, "gCO2/kWh": 1000, "tCO2/GJ": Fraction(10, 36)}
RESULT = {"tCO2e": 1, "kgCO2e": 1000}


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.tuples(positive, positive), min_size=1, max_size=5),
    st.sampled_from(sorted(ENERGY)),
    st.sampled_from(sorted(ENERGY)),
    st.sampled_from(sorted(FACTOR)),
    st.sampled_from(sorted(RESULT)),
)
def test_units_change_nothing(rows, energy, written, factor, result):
    """Declared units, units of the inputs and unit of the result, each another way."""
    plan = opened(
        table("T", {"E": energy, "F": factor}),
        equation("mean_F", "mean(T, F)", factor),
        equation("root", "sqrt(sum(T, E^2))", energy),
        equation("R", "sum(T, E * F) + root * mean_F * exp(-count(T))", result),
    )
    given_rows = [
        {
            "E": f"{as_text(Fraction(e) * ENERGY[written])} {written}",
            "F": as_text(Fraction(f) * FACTOR[factor]),
        }
        for e, f in rows
    ]
    reference = opened(
        table("T", {"E": "MWh", "F": "tCO2/MWh"}),
        equation("mean_F", "mean(T, F)", "tCO2/MWh"),
        equation("root", "sqrt(sum(T, E^2))", "MWh"),
        equation("R", "sum(T, E * F) + root * mean_F * exp(-count(T))", "tCO2e"),
    )
    plainly = calculate(reference, {"T": [{"E": str(e), "F": str(f)} for e, f in rows]})
    otherwise = calculate(plan, {"T": given_rows})
    assert otherwise.exact == plainly.exact * RESULT[result]
    assert otherwise.issued_t == plainly.issued_t


@settings(max_examples=60, deadline=None)
@given(st.lists(positive, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_sum(values, chance):
    plan = opened(table("T", {"c": "t"}), equation("R", "sum(T, c / (c + 1[t]))"))
    shuffled = list(values)
    chance.shuffle(shuffled)
    first = calculate(plan, {"T": [{"c": str(each)} for each in values]})
    second = calculate(plan, {"T": [{"c": str(each)} for each in shuffled]})
    assert first.exact == second.exact


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='xy01.+-*/^()=<>,[]"% 且if量sum', max_size=40))
def test_no_text_does_more_than_be_refused(text):
    with suppress(MethodologyError):  # any other exception fails the test
        parse_formula(text)


@settings(max_examples=200, deadline=None)
@given(st.fractions(max_denominator=10**6), st.integers(0, 12))
def test_numbers_come_back_as_they_were(value_, tens):
    exact = value_ / 10**tens
    assert number(as_text(exact)) == exact
