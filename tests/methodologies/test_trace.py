"""The trace and the 计算书: every number is shown with its unit, and nothing is left to guess."""

from __future__ import annotations

import subprocess
import sys

from methodologies import catalogue
from methodologies.engine import calculate
from methodologies.evaluating.trace import trace
from methodologies.statement import as_dict, statement, statement_html
from tests.databases import ROOT
from tests.methodologies.writing import equation, opened, parameter, table


def example(code: str, place: int = 0):
    plan = catalogue.find(code)
    found = plan.checked.definition.examples[place]
    return calculate(plan, found.inputs, factors=catalogue.factors())


def steps(outcome) -> dict:
    return {step.symbol: step for step in trace(outcome)}


def test_each_step_has_symbol_name_formula_numbers_value_and_unit():
    found = steps(example("CCER-01-002"))["ER"].as_dict()
    assert found == {
        "symbol": "ER",
        "name": "项目减排量",
        "kind": "equation",
        "unit": "tCO2e",
        "value": "576532.215",
        "formula": "BE - PE",
        "substituted": "576532.215 tCO2e − 0 tCO2e",
        "approximate": False,
    }


def test_steps_come_in_the_order_of_computing():
    symbols = [step.symbol for step in trace(example("CCER-01-002"))]
    assert symbols[-4:].index("BE") > symbols[-4:].index("EF_CM")
    assert symbols[-1] == "ER"


def test_what_was_given_is_said_to_be_given():
    found = steps(example("CCER-01-002", 1))
    assert (found["EG_net"].kind, found["EG_net"].formula) == ("given", "")
    assert "EF_OM" not in found


def test_rounding_and_approximation_are_said():
    assert steps(example("SAMPLE-PV"))["EF_CM"].rounding == "四舍五入，4 位小数"
    landfill = steps(example("SAMPLE-LANDFILL-FOD"))
    assert landfill["decayed"].approximate
    assert len(landfill["decayed"].rows) == 3
    assert not landfill["W"].approximate


def test_a_sum_shows_its_terms_and_how_many():
    plan = opened(
        table("T", {"c": "t"}), parameter("x"), equation("R", "sum(T, c * x, c > 1[t])", "t")
    )
    outcome = calculate(plan, {"x": 2, "T": [{"c": place} for place in range(1, 7)]})
    assert trace(outcome)[-1].substituted == "Σ[2 t × 2; 3 t × 2; 4 t × 2; …共 5 行]"


def test_a_condition_not_met_and_a_row_before_are_shown():
    plan = opened(
        table("T", {"c": "t"}),
        equation("A", "prev(A, 1[t]) + c", "t", 'each = "T"'),
        equation("B", "last(T, A)", "t", 'when = "last(T, A) > 99[t]"'),
        equation("R", "B - 1[t]", "t"),
    )
    found = steps(calculate(plan, {"T": [{"c": 5}, {"c": -8}]}))
    assert [row["substituted"] for row in found["A"].rows] == ["1 t + 5 t", "6 t + (-8) t"]
    assert found["B"].substituted == "条件不成立（last(T, A) > 99[t]）：0"
    assert found["R"].substituted == "0 t − 1 t"


def test_the_statement_can_be_followed():
    page = statement(example("SAMPLE-H2", 1))
    assert "示例方法学" in page
    assert "| EF_H2 | 氢的排放因子（含制取） | 20 | kgCO2/kg | 输入 |" in page
    assert "公式：`PE = sum(fleet, vehicles * distance * hydrogen) * EF_H2`" in page
    assert "= **-1842.6624 tCO2e**" in page
    assert "可申请签发：**0 吨**（计算结果为负，按零计）" in page


def test_the_statement_as_html_says_the_same_and_escapes_what_was_typed():
    table_of = table("T", {"k": "text", "c": "t"})
    plan = opened(table_of, equation("R", "sum(T, c, c < 9[t])", "t"))
    outcome = calculate(plan, {"T": [{"k": "<script>a|b", "c": 1}]})
    page = statement_html(outcome)
    assert "<script>" not in page
    assert "&lt;script&gt;a|b" in page
    assert "<code>R = sum(T, c, c &lt; 9[t])</code>" in page
    assert "<strong>1 t</strong>" in page
    assert "a\\|b" in statement(outcome)


def test_long_tables_are_cut_and_say_so():
    plan = opened(table("T", {"c": "t"}), equation("R", "sum(T, c)", "t"))
    outcome = calculate(plan, {"T": [{"c": 1}] * 30})
    assert statement(outcome).count("…… 共 30 行") == 1
    assert "| 20 | 1 |" in statement(outcome)
    assert "| 21 | 1 |" not in statement(outcome)
    assert "…… 共 30 行" in statement_html(outcome)


def test_the_statement_names_factors_conditions_and_the_file():
    outcome = example("SAMPLE-COAL-TO-POWER")
    assert "适用条件 用电须填电网因子，用气须填天然气参数：符合" in statement(outcome)
    assert outcome.definition.sha256 in statement(outcome)
    buses = calculate(
        catalogue.find("T-CSAE-235"),
        catalogue.find("T-CSAE-235").checked.definition.examples[1].inputs,
        factors=catalogue.factors(),
    )
    assert "排放因子：生态环境部、国家统计局" in statement(buses)
    assert as_dict(buses)["factors"]["EF_grid"]["region"] == "全国"


def test_a_methodology_whose_text_was_not_read_says_so():
    assert "核对原文之前不得用于签发" in statement(example("CCER-14-001"))
    assert as_dict(example("CCER-14-001"))["buffer"] == "5687/6"


def test_the_engine_needs_no_django():
    program = (
        "import sys\n"
        "from methodologies import catalogue, sheet, statement, proving\n"
        "from methodologies.statement import pdf\n"
        "assert catalogue.plans()\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'django'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
