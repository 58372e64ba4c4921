"""What stands in a 计算书, in order, before it is put into Markdown or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from methodologies.definition import Definition
from methodologies.evaluating.calculation import Calculation
from methodologies.evaluating.trace import TraceStep, exact_or_long, trace

KINDS = {"input": "输入", "factor": "排放因子", "given": "直接给定"}
STATUS_WORDS = {
    "official": "已核对原文",
    "unread": "未读原文",
    "sample": "示例",
    "rule": "计量规则",
}
WARNINGS = {
    "sample": "示例方法学：未依据任何正式公布的文本，不得用于签发。",
    "unread": "原文未读：只编入广为引用的公式，核对原文之前不得用于签发。",
}
ROWS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """``label`` and a value; ``strong`` where a reader must not miss it."""

    label: str
    value: str = ""
    note: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """Numbers put in and what came out; ``row`` is 0 for a value that is not of a table."""

    substituted: str
    value: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class StepBlock:
    number: int
    name: str
    symbol: str
    notes: str
    formula: str
    applied: tuple[Applied, ...]
    more: str = ""


Block = Heading | Line | Grid | StepBlock


def as_dict(outcome: Calculation) -> dict[str, Any]:
    """What a calculation revision freezes, without its trace."""
    head = outcome.definition
    found: dict[str, Any] = {
        "exact": exact_or_long(outcome.exact),
        "unit": outcome.unit,
        "issued_t": outcome.issued_t,
        "approximate": outcome.is_approximate,
        "methodology": {"code": head.code, "version": head.version, "sha256": head.sha256},
        "eligible": outcome.eligible,
        "conditions": [{"id": c.id, "name": c.name, "met": c.met} for c in outcome.conditions],
        "factors": {symbol: each.as_dict() for symbol, each in outcome.factors.items()},
    }
    if head.buffer_symbol:
        found["buffer"] = exact_or_long(outcome.value(head.buffer_symbol))
    return found


def blocks(outcome: Calculation, rows_shown: int = ROWS_SHOWN) -> list[Block]:
    """The whole page; of long tables the first ``rows_shown`` rows."""
    head, steps = outcome.definition, trace(outcome)
    return [
        Heading(1, f"减排量计算书 · {head.name}（{head.code} {head.version}）"),
        *_head(outcome),
        Heading(2, "一、输入数据"),
        *_inputs(steps, head, rows_shown),
        *_factors(outcome),
        Heading(2, "二、计算过程"),
        *_steps(steps, rows_shown),
        Heading(2, "三、结果"),
        *_result(outcome),
    ]


def _head(outcome: Calculation) -> list[Block]:
    head = outcome.definition
    found: list[Block] = []
    if warning := WARNINGS.get(head.status):
        found.append(Line("注意", warning, strong=True))
    if head.source.text:
        mark = "已核对原文" if head.source.verified else "未核对原文"
        found.append(Line("依据", head.source.text, mark))
    found.append(Line("方法学文件 SHA-256", head.sha256))
    return found


def _inputs(steps: list[TraceStep], head: Definition, rows_shown: int) -> list[Block]:
    rows = []
    for step in steps:
        if step.kind in {"input", "factor"} and not step.table:
            mark = "" if step.verified is None else ("，已核实" if step.verified else "，未核实")
            word = KINDS[step.kind] + (f"：{step.source}{mark}" if step.source else "")
            unit = "" if step.unit == "1" else step.unit
            rows.append((step.symbol, step.name, step.value, unit, word))
    found: list[Block] = []
    if rows:
        found.append(Grid(("符号", "名称", "数值", "单位", "来源"), tuple(rows)))
    tables: dict[str, list[TraceStep]] = {}
    for step in steps:
        if step.kind == "input" and step.table:
            tables.setdefault(step.table, []).append(step)
    for symbol, columns in tables.items():
        found.append(_grid(columns, f"{head.tables[symbol].name} {symbol}", rows_shown))
    return found


def _factors(outcome: Calculation) -> list[Block]:
    """The rows of the factor table that were used, as the calculation froze them."""
    rows = []
    for symbol, each in outcome.factors.items():
        ends = each.effective_to.isoformat() if each.effective_to else "今"
        mark = "已核实" if each.source.verified else "未核实"
        rows.append(
            (
                symbol,
                each.name,
                f"{each.value} {each.unit}",
                each.region,
                str(each.year or "—"),
                f"{each.effective_from.isoformat()} 至 {ends}",
                f"{each.source.text} {each.source.clause}".strip() + f"（{mark}）",
            )
        )
    heads = ("符号", "因子", "数值", "地区", "年份", "适用日期", "来源")
    return [Grid(heads, tuple(rows), caption="采用的排放因子")] if rows else []


def _grid(columns: list[TraceStep], caption: str, rows_shown: int) -> Grid:
    """The columns of one table side by side."""
    heads = ["行"]
    for column in columns:
        unit = f"（{column.unit}）" if column.unit not in {"", "1"} else ""
        heads.append(f"{column.name} {column.symbol}{unit}")
    count = len(columns[0].rows)
    rows = tuple(
        (str(place + 1), *(str(column.rows[place]["value"]) for column in columns))
        for place in range(min(count, rows_shown))
    )
    return Grid(tuple(heads), rows, _more(count, rows_shown), caption)


def _more(count: int, rows_shown: int) -> str:
    return f"…… 共 {count} 行" if count > rows_shown else ""


def _steps(steps: list[TraceStep], rows_shown: int) -> list[Block]:
    found: list[Block] = []
    for step in steps:
        if step.kind not in {"equation", "given"}:
            continue
        unit = "" if step.unit == "1" else f" {step.unit}"
        if step.table:
            applied = tuple(
                Applied(row.get("substituted", ""), short(row["value"]) + unit, row["row"])
                for row in step.rows[:rows_shown]
            )
        else:
            applied = (Applied(step.substituted, short(step.value) + unit),)
        formula = f"{step.symbol} = {step.formula}" if step.formula else ""
        number, more = len(found) + 1, _more(len(step.rows), rows_shown)
        found.append(
            StepBlock(number, step.name, step.symbol, _notes(step), formula, applied, more)
        )
    return found


def _notes(step: TraceStep) -> str:
    notes = []
    if step.kind == "given":
        notes.append("直接给定")
    if step.rounding:
        notes.append(step.rounding)
    if step.approximate:
        notes.append("含超越函数，取 50 位有效数字")
    return "；".join(notes)


def _result(outcome: Calculation) -> list[Block]:
    name = outcome.plan.checked.equation(outcome.definition.result).name
    exact = exact_or_long(outcome.exact)
    found: list[Block] = [Line(name, f"{short(exact)} {outcome.unit}", strong=True)]
    if short(exact) != exact:
        found.append(Line("精确值", f"{exact} {outcome.unit}"))
    for condition in outcome.conditions:
        said = {True: "符合", False: "不符合", None: "未提供数据，未判断"}[condition.met]
        found.append(Line(f"适用条件 {condition.name}", said, strong=condition.met is False))
    if outcome.issued_t is not None:
        why = ""
        if not outcome.eligible:
            why = "适用条件不符合，不予签发"
        elif outcome.exact < 0:
            why = "计算结果为负，按零计"
        found.append(Line("可申请签发", f"{outcome.issued_t:,} 吨", why, strong=True))
    return found


def short(value: str) -> str:
    """Long values keep their first digits on the page; the exact one is in the data."""
    if len(value) <= 24:
        return value
    if "/" in value:
        return value if len(value) <= 60 else value[:57] + "…"
    return value[:22] + "…"
