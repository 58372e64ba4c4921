"""The 计算书 as Markdown, for the command line and for documents."""

from __future__ import annotations

from methodologies.evaluating.calculation import Calculation
from methodologies.statement.blocks import Block, Grid, Heading, Line, StepBlock, blocks


def statement(outcome: Calculation) -> str:
    """The whole page."""
    return "\n\n".join(_put(block) for block in blocks(outcome)) + "\n"


def _put(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {block.text}"
        case Line():
            value = f"**{block.value}**" if block.strong else block.value
            return f"{block.label}：{value}" + (f"（{block.note}）" if block.note else "")
        case Grid():
            return _grid(block)
        case StepBlock():
            return _step(block)


def _grid(grid: Grid) -> str:
    lines = [_row(grid.heads), "|" + "---|" * len(grid.heads), *map(_row, grid.rows)]
    if grid.caption:
        lines = [f"{grid.caption}：", "", *lines]
    return "\n".join(lines) + (f"\n\n{grid.more}" if grid.more else "")


def _row(cells: tuple[str, ...]) -> str:
    kept = (cell.replace("|", "\\|").replace("\n", " ") for cell in cells)
    return "| " + " | ".join(kept) + " |"


def _step(step: StepBlock) -> str:
    notes = f"（{step.notes}）" if step.notes else ""
    lines = [f"**（{step.number}）{step.name} {step.symbol}**{notes}"]
    if step.formula:
        lines.append(f"公式：`{step.formula}`")
    for each in step.applied:
        label = f"第 {each.row} 行：" if each.row else "代入："
        head = f"{label}{each.substituted} = " if each.substituted else "= "
        lines.append(f"{head}**{each.value}**")
    if step.more:
        lines.append(step.more)
    return "  \n".join(lines)
