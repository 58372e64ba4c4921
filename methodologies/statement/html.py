"""The 计算书 as an HTML fragment: classes to style, no style of its own, everything escaped."""

from __future__ import annotations

from html import escape

from methodologies.evaluating.calculation import Calculation
from methodologies.statement.blocks import Block, Grid, Heading, Line, StepBlock, blocks


def statement_html(outcome: Calculation) -> str:
    """The page inside ``<section class="statement">``; headings begin at h2."""
    parts = [_put(block) for block in blocks(outcome)]
    return '<section class="statement" lang="zh-Hans">\n' + "\n".join(parts) + "\n</section>\n"


def _put(block: Block) -> str:
    match block:
        case Heading():
            level = block.level + 1
            return f"<h{level}>{escape(block.text)}</h{level}>"
        case Line():
            value = _breakable(block.value)
            value = f"<strong>{value}</strong>" if block.strong else value
            note = f" <small>（{escape(block.note)}）</small>" if block.note else ""
            return f'<p class="line"><span>{escape(block.label)}</span>：{value}{note}</p>'
        case Grid():
            return _grid(block)
        case StepBlock():
            return _step(block)


def _breakable(text: str) -> str:
    """Escaped, and where it is one long word (a hash) with places to break it on a narrow page."""
    if len(text) < 40 or " " in text or not text.isascii():
        return escape(text)
    return "<wbr>".join(escape(text[at : at + 16]) for at in range(0, len(text), 16))


def _grid(grid: Grid) -> str:
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in grid.heads)
    rows = "\n".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in grid.rows
    )
    more = f'\n<p class="more">{escape(grid.more)}</p>' if grid.more else ""
    caption = f"<caption>{escape(grid.caption)}</caption>\n" if grid.caption else ""
    return (
        f'<div class="scroll"><table>\n{caption}'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>{more}"
    )


def _step(step: StepBlock) -> str:
    notes = f" <small>（{escape(step.notes)}）</small>" if step.notes else ""
    lines = [
        f"<h4>（{step.number}）{escape(step.name)} <var>{escape(step.symbol)}</var>{notes}</h4>"
    ]
    if step.formula:
        lines.append(f'<p class="formula"><code>{escape(step.formula)}</code></p>')
    for each in step.applied:
        label = f"第 {each.row} 行：" if each.row else ""
        put = f"{escape(each.substituted)} " if each.substituted else ""
        value = f"<strong>{escape(each.value)}</strong>"
        lines.append(f'<p class="applied">{label}{put}= {value}</p>')
    if step.more:
        lines.append(f'<p class="more">{escape(step.more)}</p>')
    return '<div class="step">\n' + "\n".join(lines) + "\n</div>"
