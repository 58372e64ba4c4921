"""The 计算书: a calculation as a page a reviewer can follow, in Markdown; and its dictionary."""

from __future__ import annotations

from typing import Any

from methodologies.evaluating.calculation import Calculation
from methodologies.evaluating.trace import TraceStep, exact_or_long, trace

KINDS = {"input": "输入", "factor": "排放因子", "given": "直接给定"}
STATUS_WORDS = {
    "official": "已核对原文",
    "unread": "未读原文",
    "sample": "示例",
    "rule": "计量规则",
}
ROWS_SHOWN = 20


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


def statement(outcome: Calculation) -> str:
    """The page: head, inputs and factors, each step with its numbers, the result."""
    head = outcome.definition
    steps = trace(outcome)
    parts = [
        f"# 减排量计算书 · {head.name}（{head.code} {head.version}）",
        _mark(outcome),
        "## 一、输入数据",
        *_inputs(steps),
        "## 二、计算过程",
        *_equations(steps),
        "## 三、结果",
        *_result(outcome),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _mark(outcome: Calculation) -> str:
    head = outcome.definition
    lines = [f"方法学文件 SHA-256：`{head.sha256}`"]
    if head.status == "sample":
        lines.append("**示例方法学：未依据任何正式公布的文本，不得用于签发。**")
    if head.status == "unread":
        lines.append("**原文未读：只编入广为引用的公式，核对原文之前不得用于签发。**")
    if head.source.text:
        mark = "已核对原文" if head.source.verified else "未核对原文"
        lines.append(f"依据：{head.source.text}（{mark}）")
    return "\n\n".join(lines)


def _inputs(steps: list[TraceStep]) -> list[str]:
    rows = ["| 符号 | 名称 | 数值 | 单位 | 来源 |", "|---|---|---|---|---|"]
    for step in steps:
        if step.kind in {"input", "factor"} and not step.rows:
            mark = "" if step.verified is None else ("，已核实" if step.verified else "，未核实")
            source = _cell(step.source) + (mark if step.source else "")
            word = KINDS[step.kind] + ("：" + source if source else "")
            rows.append(f"| {step.symbol} | {step.name} | {step.value} | {step.unit} | {word} |")
    columns = [step for step in steps if step.kind == "input" and step.rows]
    tables = ["\n".join(rows)] if len(rows) > 2 else []
    groups: dict[str, list[TraceStep]] = {}
    for step in columns:
        groups.setdefault(step.table, []).append(step)
    return tables + [_table(group) for group in groups.values()]


def _table(columns: list[TraceStep]) -> str:
    """The columns of one table side by side."""
    heads = [f"{c.name} {c.symbol}" + (f"（{c.unit}）" if c.unit else "") for c in columns]
    lines = ["| 行 | " + " | ".join(heads) + " |", "|" + "---|" * (len(columns) + 1)]
    count = len(columns[0].rows)
    for place in range(min(count, ROWS_SHOWN)):
        cells = [_cell(str(column.rows[place]["value"])) for column in columns]
        lines.append(f"| {place + 1} | " + " | ".join(cells) + " |")
    if count > ROWS_SHOWN:
        lines.append(f"| … | 共 {count} 行 |" + " |" * (len(columns) - 1))
    return "\n".join(lines)


def _equations(steps: list[TraceStep]) -> list[str]:
    found: list[str] = []
    for step in steps:
        if step.kind not in {"equation", "given"}:
            continue
        number = len(found) + 1
        lines = [f"**（{number}）{step.name} {step.symbol}**" + _notes(step)]
        if step.formula:
            lines.append(f"公式：`{step.symbol} = {step.formula}`")
        if step.rows:
            lines += [_row(row, step.unit) for row in step.rows[:ROWS_SHOWN]]
            if len(step.rows) > ROWS_SHOWN:
                lines.append(f"…… 共 {len(step.rows)} 行")
        else:
            unit = "" if step.unit == "1" else f" {step.unit}"
            head = f"代入：{step.substituted} = " if step.substituted else "= "
            lines.append(f"{head}**{_short(step.value)}{unit}**")
        found.append("  \n".join(lines))
    return found


def _row(row: dict[str, Any], unit: str) -> str:
    shown = "" if unit == "1" else f" {unit}"
    head = f"{row['substituted']} = " if row.get("substituted") else ""
    return f"第 {row['row']} 行：{head}**{_short(row['value'])}{shown}**"


def _notes(step: TraceStep) -> str:
    notes = []
    if step.kind == "given":
        notes.append("直接给定")
    if step.rounding:
        notes.append(step.rounding)
    if step.approximate:
        notes.append("含超越函数，取 50 位有效数字")
    return f"（{'；'.join(notes)}）" if notes else ""


def _result(outcome: Calculation) -> list[str]:
    name = outcome.plan.checked.equation(outcome.definition.result).name
    found = [f"{name}：**{_short(exact_or_long(outcome.exact))} {outcome.unit}**"]
    for condition in outcome.conditions:
        said = {True: "符合", False: "**不符合**", None: "未提供数据，未判断"}[condition.met]
        found.append(f"适用条件 {condition.name}：{said}")
    if outcome.issued_t is not None:
        why = ""
        if not outcome.eligible:
            why = "（适用条件不符合，不予签发）"
        elif outcome.exact < 0:
            why = "（计算结果为负，按零计）"
        found.append(f"可申请签发：**{outcome.issued_t:,} 吨**{why}")
    return found


def _short(value: str) -> str:
    """Long values keep their first digits on the page; the exact one is in the data."""
    if len(value) <= 24:
        return value
    if "/" in value:
        return value if len(value) <= 60 else value[:57] + "…"
    return value[:22] + "…"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
