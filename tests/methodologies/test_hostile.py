"""Hostile files and inputs: a coded refusal with line and symbol, never a crash or a long wait.

Bounded work is shown by what is refused, not by a clock: each of these would take hours or all
memory if it were not refused before or while it is computed.
"""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

from methodologies import limits
from methodologies.engine import calculate, open_methodology
from methodologies.errors import MethodologyCode as Code
from methodologies.errors import MethodologyError
from methodologies.evaluating.trace import trace
from methodologies.proving import prove
from methodologies.reading.inputs_json import read_inputs
from tests.methodologies.writing import HEAD, computed, equation, opened, parameter, table

HEAD_LINES = HEAD.count("\n")
X, Y = parameter("x"), parameter("y")


def refused(act, *arguments, **words) -> MethodologyError:
    with pytest.raises(MethodologyError) as refusal:
        act(*arguments, **words)
    assert refusal.value.zh
    assert refusal.value.en
    return refusal.value


FORMULAS = {
    "deep brackets": ("(" * 200 + "x" + ")" * 200, Code.FORMULA_TOO_DEEP),
    "deep signs": ("-" * 200 + "x", Code.FORMULA_TOO_DEEP),
    "deep not": ("if(" + "not " * 200 + "x > 1, 1, 2)", Code.FORMULA_TOO_DEEP),
    "deep powers": ("x" + "^x" * 200, Code.FORMULA_TOO_DEEP),
    "long chain": ("x" + "+x" * 500, Code.FORMULA_TOO_LONG),
    "long text": ("x" + " " * 5000 + "+ 1", Code.FORMULA_TOO_LONG),
    "huge literal": ("x + " + "9" * 2000, Code.NUMBER_TOO_LONG),
    "huge exponent": ("x + 1e999999999", Code.NUMBER_TOO_LONG),
    "unknown symbol": ("x + z", Code.SYMBOL_UNKNOWN),
    "unknown function": ("__import__(x)", Code.FUNCTION_UNKNOWN),
    "attribute": ("x.__class__", Code.SYMBOL_UNKNOWN),
    "wrong units": ("x + 1[MWh]", Code.UNITS_DIFFER),
    "wrong result unit": ("x * 1[MWh]", Code.UNIT_OF_RESULT),
    "unit unknown": ("x * 1[furlong]", Code.UNIT_UNKNOWN),
    "unit explodes": ("x * 1[((1e100km)^12)^12]", Code.UNIT_UNKNOWN),
    "ln of a quantity": ("ln(1[kg])", Code.UNITS_DIFFER),
    "quantity to a variable power": ("1[kg]^x", Code.EXPONENT_WRONG),
    "text as number": ('x + "a"', Code.KIND_WRONG),
    "condition as number": ("x + (x > 1)", Code.KIND_WRONG),
    "no table": ("sum(nowhere, x)", Code.TABLE_WRONG),
    "no look-up": ("lookup(nowhere, x)", Code.TABLE_WRONG),
    "prev outside rows": ("prev(x, 0)", Code.TABLE_WRONG),
    "no closing bracket": ("max(x, 1", Code.FORMULA_SYNTAX),
    "strange sign": ("x ? 1 : 2", Code.FORMULA_SYNTAX),
    "nothing": ("", Code.FORMULA_SYNTAX),
    "itself": ("R + 1", Code.CYCLE),
}


@pytest.mark.parametrize(("formula", "code"), FORMULAS.values(), ids=FORMULAS)
def test_a_hostile_formula_is_refused_with_line_and_symbol(formula, code):
    error = refused(opened, X, equation("R", formula))
    assert error.kind is code
    assert error.symbol == "R"
    assert error.line == HEAD_LINES + 5 + (0 if code is Code.CYCLE else 4)


def test_a_circle_through_many_names_its_path():
    count = 400
    ring = [equation(f"e{n}", f"e{(n + 1) % count} + 1") for n in range(count)]
    error = refused(opened, *ring, equation("R", "e0"))
    assert error.kind is Code.CYCLE
    assert (error.line, error.symbol) == (HEAD_LINES + 1, "e0")
    assert error.params["path"].startswith("e0 → e1 → e2")


def test_a_long_chain_of_equations_is_no_circle():
    chain = [equation(f"e{n}", f"e{n + 1} + 1") for n in range(400)]
    outcome = calculate(opened(*chain, equation("e400", "1"), equation("R", "e0")), {})
    assert outcome.exact == 401


def test_columns_that_need_their_own_total_are_a_circle():
    error = refused(
        opened,
        table("T", {"c": "1"}),
        equation("A", "c + prev(B, 0)", more='each = "T"'),
        equation("B", "A / sum(T, A)", more='each = "T"'),
        equation("R", "sum(T, B)"),
    )
    assert error.kind is Code.CYCLE


def test_a_column_outside_its_rows_is_refused():
    error = refused(opened, table("T", {"c": "1"}), equation("R", "c + 1"))
    assert error.kind is Code.ROW_OUTSIDE


POWERS = {
    "x^x": ("x^y", {"x": "99999", "y": "99999"}, Code.NUMBER_TOO_BIG),
    "tower": ("x^x^x", {"x": "99"}, Code.NUMBER_TOO_BIG),
    "tiny": ("x^(-y)", {"x": "3", "y": "9999999"}, Code.NUMBER_TOO_BIG),
    "broken power": ("x^y", {"x": "10", "y": "99999.5"}, Code.NUMBER_TOO_BIG),
    "exp": ("exp(x)", {"x": "1e90"}, Code.OUT_OF_DOMAIN),
    "exp of exp": ("exp(exp(x))", {"x": "50"}, Code.OUT_OF_DOMAIN),
    "ln of nothing": ("ln(x)", {"x": "0"}, Code.OUT_OF_DOMAIN),
    "root of less": ("sqrt(x)", {"x": "-1"}, Code.OUT_OF_DOMAIN),
    "broken power of less": ("x^0.3", {"x": "-8"}, Code.OUT_OF_DOMAIN),
    "division": ("1 / x", {"x": "0"}, Code.DIVISION_BY_ZERO),
    "zero to less": ("x^(-1)", {"x": "0"}, Code.DIVISION_BY_ZERO),
}


@pytest.mark.parametrize(("formula", "inputs", "code"), POWERS.values(), ids=POWERS)
def test_numbers_that_explode_are_refused(formula, inputs, code):
    error = refused(computed, formula, **inputs)
    assert error.kind is code
    assert error.symbol == "R"
    assert error.line


def test_squares_of_squares_end_at_the_limit_of_digits():
    chain = [X, equation("e0", "x + 1/3")]
    chain += [equation(f"e{n}", f"e{n - 1} * e{n - 1}") for n in range(1, 60)]
    plan = opened(*chain, equation("R", "e59"))
    error = refused(calculate, plan, {"x": "7"})
    assert error.kind is Code.NUMBER_TOO_BIG
    assert error.symbol.startswith("e")


def test_a_recursion_that_explodes_ends_at_the_limit_of_digits():
    plan = opened(
        parameter("n"),
        '[table.T]\nname = "T"\ncounter = "i"\nfirst = "1"\nlast = "n"\n',
        equation("A", "prev(A, 3) ^ 2", more='each = "T"'),
        equation("R", "last(T, A)"),
    )
    assert calculate(plan, {"n": 4}).exact == 3**16
    error = refused(calculate, plan, {"n": 100})
    assert error.kind is Code.NUMBER_TOO_BIG
    assert (error.symbol, error.params["row"]) == ("A", 20)


def test_a_million_rows_are_refused_and_name_their_table():
    plan = opened(table("T", {"c": "t"}), equation("R", "sum(T, c)", "t"))
    rows = read_inputs(b'{"T":[' + b",".join([b'{"c":1}'] * 1_000_000) + b"]}")
    error = refused(calculate, plan, rows)
    assert error.kind is Code.ROWS_TOO_MANY
    assert (error.line, error.symbol) == (HEAD_LINES + 1, "T")


def test_counted_rows_are_bounded():
    counting = '[table.T]\nname = "T"\ncounter = "i"\nfirst = "1"\nlast = "10^50"\n'
    error = refused(calculate, opened(counting, equation("R", "sum(T, i)")), {})
    assert error.kind is Code.ROWS_TOO_MANY
    assert error.symbol == "T"


def test_sums_within_sums_are_bounded_by_work():
    tables = [
        f'[table.T{n}]\nname = "T"\ncounter = "i{n}"\nfirst = "1"\nlast = "20000"\n' for n in "ab"
    ]
    plan = opened(*tables, equation("R", "sum(Ta, sum(Tb, ia * ib))"))
    error = refused(calculate, plan, {})
    assert error.kind is Code.TOO_MUCH_WORK
    assert error.symbol == "R"


def test_a_look_up_of_a_million_rows_is_refused_by_the_size_of_the_file():
    rows = ",\n".join(f"[{n}, {n}]" for n in range(1_000_000))
    text = (
        HEAD.format(result="R")
        + '[lookup.big]\nname = "b"\nkeys = [{ name = "k", unit = "1" }]\n'
        + f'values = {{ v = "1" }}\nrows = [{rows}]\n'
    )
    error = refused(open_methodology, text.encode())
    assert error.kind is Code.FILE_TOO_LARGE
    assert (error.line, error.symbol) == (HEAD_LINES + 1, "big")


def test_a_look_up_of_many_rows_within_the_file_is_refused():
    rows = ",\n".join(f"[{n},1]" for n in range(limits.LOOKUP_ROWS + 1))
    look_up = (
        '[lookup.big]\nname = "b"\nkeys = [{ name = "k", unit = "1" }]\n'
        f'values = {{ v = "1" }}\nrows = [{rows}]\n'
    )
    error = refused(opened, look_up, equation("R", "lookup(big, 1)"))
    assert error.kind is Code.ROWS_TOO_MANY
    assert error.symbol == "big"


FILES = {
    "not TOML": (b"format = \n", Code.FILE_NOT_TOML, 1),
    "not UTF-8": (b"format = 1\n# \xff", Code.FILE_UNREADABLE, 2),
    "deep arrays": (b"format = 1\na = " + b"[" * 5000 + b"]" * 5000, Code.FILE_TOO_NESTED, 2),
    "deep lines": (b"format = 1\na = [\n" + b"[\n" * 5000, Code.FILE_TOO_NESTED, None),
    "dotted key": (b"format = 1\n" + b"a." * 5000 + b"a = 1", Code.FILE_TOO_NESTED, 2),
    "dots after a quote in a comment": (
        b'format = 1 # """\n' + b"a." * 5000 + b"a = 1",
        Code.FILE_TOO_NESTED,
        2,
    ),
    "huge integer": (b"format = 1\na = " + b"9" * 9000, Code.NUMBER_TOO_LONG, 2),
    "long line": (b'format = 1\na = "' + b"x" * 30000 + b'"', Code.FILE_TOO_LARGE, 2),
    "empty": (b"", Code.VALUE_WRONG, 1),
    "unknown key": (b'format = 1\nfurmula = "x"\n', Code.KEY_MISSING, 1),
}


@pytest.mark.parametrize(("raw", "code", "line"), FILES.values(), ids=FILES)
def test_a_hostile_file_is_refused(raw, code, line):
    error = refused(open_methodology, raw)
    assert error.kind is code
    assert line is None or error.line == line


def test_a_misspelt_key_is_refused_with_its_line():
    error = refused(opened, parameter("x", more="minimum = 3"), equation("R", "x"))
    assert error.kind is Code.KEY_UNKNOWN
    assert (error.line, error.symbol) == (HEAD_LINES + 4, "x")


def test_a_symbol_means_one_thing():
    error = refused(opened, X, equation("x", "1"), equation("R", "x"))
    assert error.kind is Code.SYMBOL_TWICE
    assert error.params["first"] == HEAD_LINES + 1


@pytest.mark.parametrize("name", ["sum", "if", "1x", "x" * 41, "x-y"])
def test_a_symbol_is_no_reserved_word(name):
    error = refused(opened, f'[parameter."{name}"]\nname = "n"\n', equation("R", "1"))
    assert error.kind is Code.SYMBOL_MALFORMED


INPUTS = {
    "missing": ({}, Code.INPUT_MISSING),
    "unknown": ({"m": "5 t", "n": 1}, Code.INPUT_UNKNOWN),
    "wrong unit": ({"m": "5 MWh"}, Code.INPUT_UNIT),
    "no unit known": ({"m": "5 stones"}, Code.UNIT_UNKNOWN),
    "no number": ({"m": "five t"}, Code.NUMBER_MALFORMED),
    "thousands": ({"m": "1 000"}, Code.UNIT_UNKNOWN),
    "long": ({"m": "9" * 300}, Code.NUMBER_TOO_LONG),
    "huge": ({"m": "1e5000"}, Code.NUMBER_TOO_LONG),
    "list": ({"m": [1]}, Code.INPUT_TYPE),
    "boolean": ({"m": True}, Code.INPUT_TYPE),
    "none": ({"m": None}, Code.INPUT_TYPE),
    "float": ({"m": 0.1}, Code.INPUT_TYPE),
    "too little": ({"m": "999 kg"}, Code.INPUT_BOUNDS),
    "too much": ({"m": "11"}, Code.INPUT_BOUNDS),
    "division": ({"m": "1/0 t"}, Code.DIVISION_BY_ZERO),
}


@pytest.mark.parametrize(("inputs", "code"), INPUTS.values(), ids=INPUTS)
def test_hostile_inputs_are_refused_and_name_the_symbol(inputs, code):
    plan = opened(parameter("m", "t", "min = 1\nmax = 10"), equation("R", "m", "t"))
    error = refused(calculate, plan, inputs)
    assert error.kind is code
    assert error.symbol == ("n" if code is Code.INPUT_UNKNOWN else "m")


JSON = {
    "deep": b"[" * 100_000,
    "float words": b'{"x": NaN}',
    "twice": b'{"x": 1, "x": 2}',
    "list": b"[1]",
    "not UTF-8": b'{"x": "\xff"}',
    "huge integer": b'{"x": ' + b"9" * 10_000 + b"}",
}


@pytest.mark.parametrize("raw", JSON.values(), ids=JSON)
def test_hostile_json_is_refused(raw):
    assert refused(read_inputs, raw).kind is Code.INPUTS_UNREADABLE


def test_a_row_of_an_input_table_is_named():
    plan = opened(table("T", {"c": "t"}), equation("R", "sum(T, c)", "t"))
    error = refused(calculate, plan, json.loads('{"T": [{"c": "1 t"}, {"c": "1 MWh"}]}'))
    assert error.kind is Code.INPUT_UNIT
    assert (error.symbol, error.params["row"]) == ("c", 2)
    assert "第 2 行数据" in error.zh


def test_inputs_of_many_bytes_name_the_table_being_read():
    row = b'{"c": "' + b"1" * 90 + b' kilograms"}'
    raw = b'{"x": 1, "T": [' + b",".join([row] * 1_000_000) + b"]}"
    error = refused(read_inputs, raw)
    assert error.kind is Code.INPUTS_TOO_LARGE
    assert error.symbol == "T"


def test_the_command_knows_the_line_of_that_table(tmp_path):
    file, inputs = tmp_path / "m.toml", tmp_path / "i.json"
    parts = (table("T", {"c": "t"}), equation("R", "sum(T, c)", "t"))
    file.write_text(HEAD.format(result="R") + "".join(parts), encoding="utf-8")
    inputs.write_bytes(b'{"T": [' + b",".join([b'{"c": "1.234567890 t"}'] * 1_000_000) + b"]}")
    with pytest.raises(CommandError) as refusal:
        call_command("methodology", "calculate", "--file", str(file), str(inputs))
    assert f"第 {HEAD_LINES + 1} 行 “T”" in str(refusal.value)


def test_the_cells_of_a_wide_table_are_bounded():
    columns = {f"c{n}": "1" for n in range(100)}
    plan = opened(table("T", columns), equation("R", "sum(T, c1)"))
    error = refused(calculate, plan, {"T": [{"c1": 1}] * 4001})
    assert error.kind is Code.ROWS_TOO_MANY
    assert error.params["limit"] == "4,000"


def test_all_examples_together_are_bounded(monkeypatch):
    monkeypatch.setattr(limits, "WORK_OF_EXAMPLES", 50_000)
    counting = '[table.T]\nname = "T"\ncounter = "i"\nfirst = "1"\nlast = "4000"\n'
    example = '[[example]]\nname = "e"\nexpect = { R = "8002000" }\n'
    prove(opened(counting, equation("R", "sum(T, i)"), example))
    error = refused(prove, opened(counting, equation("R", "sum(T, i)"), example * 5))
    assert error.kind is Code.TOO_MUCH_WORK


def test_an_example_that_differs_is_named_with_its_line():
    example = '[[example]]\nname = "e"\n[example.expect]\nR = "3"\n'
    error = refused(prove, opened(equation("R", "1 + 1"), example))
    assert error.kind is Code.EXAMPLE_DIFFERS
    assert (error.symbol, error.line) == ("R", HEAD_LINES + 5 + 5)
    assert error.params["found"].startswith("2")


def test_no_example_is_refused():
    error = refused(prove, opened(equation("R", "1 + 1")))
    assert error.kind is Code.EXAMPLES_MISSING


def test_the_longest_formula_needs_little_of_the_stack():
    def deep(levels: int) -> int:
        if levels:
            return deep(levels - 1)
        plan = opened(X, equation("R", "x" + " + x" * 140))
        return int(calculate(plan, {"x": 1}).exact)

    assert deep(300) == 141


BIG = (
    X,
    equation("e0", "x + 1/3"),
    *(equation(f"e{n}", f"e{n - 1} * e{n - 1} + 1/7") for n in range(1, 15)),
    '[table.T]\nname = "T"\ncounter = "i"\nfirst = "1"\nlast = "2000"\n',
)


@pytest.mark.parametrize(
    "formula",
    [
        *("sqrt(e14 + i)", "if(e14 > e14 + i, 1, 2)", "min(e14, e14 + i)", "e14 / (e14 + i)"),
        *("ln(e14)", "e14 ^ 0.3", "(e14 + i) ^ 3"),
    ],
)
def test_dear_acts_on_long_numbers_are_bounded_by_their_length(formula):
    """Thousands of rows, each with an act that takes a noticeable time on a long number."""
    plan = opened(*BIG, equation("A", formula, more='each = "T"'), equation("R", "last(T, A)"))
    error = refused(calculate, plan, {"x": "7"})
    assert error.kind in {Code.TOO_MUCH_WORK, Code.NUMBER_TOO_BIG}
    assert error.symbol == "A"


def test_rounding_a_long_number_row_by_row_is_bounded():
    rounded = equation("A", "e14 + i", more='each = "T"\nround = { mode = "floor", decimals = 2 }')
    error = refused(calculate, opened(*BIG, rounded, equation("R", "last(T, A)")), {"x": "7"})
    assert error.kind is Code.TOO_MUCH_WORK


def test_a_huge_number_is_shown_by_its_first_digits():
    plan = opened(*BIG[:-1], equation("R", "e14"))
    outcome = calculate(plan, {"x": "7"})
    shown = trace(outcome)[-1]
    assert shown.value.startswith("≈")
    assert "E+" in shown.value
    assert len(shown.value) < 80
    assert len(shown.substituted) < 80
