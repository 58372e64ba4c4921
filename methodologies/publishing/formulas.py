"""A definition for a reader: parameters, factors, tables, equations and conditions as HTML tables.
Everything that comes from the file is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from methodologies.definition import Definition, Equation, Formula, Parameter
from methodologies.evaluating.showing import show
from methodologies.evaluating.trace import rounding_words

KINDS = {"number": "数值", "integer": "整数", "text": "文字", "boolean": "是否"}


def written(formula: Formula) -> str:
    """The formula with × ÷ and the brackets it needs."""
    return show(formula.tree, lambda node: None)


def equation_text(equation: Equation) -> str:
    """``symbol = formula`` with its condition, bounds and rounding."""
    text = written(equation.formula)
    if equation.floor is not None:
        text = f"max({text}, {written(equation.floor)})"
    if equation.cap is not None:
        text = f"min({text}, {written(equation.cap)})"
    return f"{equation.symbol} = {text}"


def _notes(equation: Equation, definition: Definition) -> str:
    notes = []
    if equation.each:
        notes.append(f"按“{definition.tables[equation.each].name}”逐行计算")
    if equation.when is not None:
        other = written(equation.otherwise) if equation.otherwise is not None else "0"
        notes.append(f"当 {written(equation.when)} 时；否则取 {other}")
    if equation.rounding is not None:
        notes.append(rounding_words(equation.rounding))
    if equation.may_be_given:
        notes.append("可直接给出")
    return "；".join(notes)


def equations_html(definition: Definition) -> SafeString:
    """Each equation as a block: name, unit, the formula on its own line, what goes with it."""
    return format_html(
        '<div class="equations">{}</div>',
        format_html_join(
            "\n",
            '<div class="equation"><p><b>{}</b>（{}）</p>'
            '<p class="formula"><code>{}</code></p><p class="note">{}</p></div>',
            (
                (e.name, unit_words(e.unit), equation_text(e), _notes(e, definition))
                for e in definition.equations.values()
            ),
        ),
    )


def unit_words(unit: str) -> str:
    return "无量纲" if unit == "1" else unit


def parameter_rows(parameters: Iterable[Parameter]) -> list[tuple[str, ...]]:
    """Headings, then one row a parameter."""
    rows: list[tuple[str, ...]] = [("符号", "名称", "单位", "取值", "来源")]
    for each in parameters:
        unit = unit_words(each.unit) if each.kind in {"number", "integer"} else KINDS[each.kind]
        rows.append((each.symbol, each.name, unit, _value(each), _source(each)))
    return rows


def _value(each: Parameter) -> str:
    if each.factor:
        return f"排放因子表 {each.factor}（{each.region}）"
    if each.choices:
        return "、".join(each.choices)
    if each.default is not None:
        return f"默认 {each.default}"
    return "监测" if each.monitored else ("可不填" if each.optional else "填报")


def _source(each: Parameter) -> str:
    if not each.source.text:
        return ""
    return each.source.text + ("（已核对）" if each.source.verified else "（未核对）")
