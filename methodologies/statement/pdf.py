"""The 计算书 as PDF, for signing and filing. The same calculation gives the same bytes."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import asdict
from pathlib import Path
from typing import Any

from core.pdf import make_pdf
from methodologies.evaluating.calculation import Calculation
from methodologies.statement.blocks import Block, Grid, Heading, Line, StepBlock, blocks

TEMPLATE = Path(__file__).with_name("statement.typ")
ROWS_SHOWN = 60
COLUMNS_BESIDE = 8  # a wider table is put one part below the other, each with its row numbers
NARROW, WIDEST = 10, 44  # a column, in characters
NO_DAY = dt.date(1970, 1, 1)


def statement_pdf(
    outcome: Calculation,
    *,
    project: str = "",
    report: str = "",
    period: str = "",
    revision: str = "",
    sha256: str = "",
    rows_shown: int = ROWS_SHOWN,
) -> bytes:
    """The whole page on A4. What names the report is printed where it is given: ``project``'s name,
    number of the ``report``, monitoring ``period``, number of the ``revision`` and its hash."""
    head = outcome.definition
    page = blocks(outcome, rows_shown)
    begin = next(
        at for at, each in enumerate(page) if isinstance(each, Heading) and each.level == 2
    )
    known = outcome.on != dt.date.max
    day = outcome.on if known else NO_DAY  # the document's date: printed twice, it is the same
    named = {
        "项目名称": project,
        "报告编号": report,
        "监测期": period,
        "修订号": revision,
        "修订版 SHA-256": sha256,
        "方法学": f"{head.name}（{head.code} {head.version}）",
        "排放因子适用日期": outcome.on.isoformat() if known else "",
    }
    return make_pdf(
        TEMPLATE,
        {
            "title": "减排量计算书",
            "name": f"{head.code} {head.version}",
            "report": report,
            "date": {"year": day.year, "month": day.month, "day": day.day},
            "facts": [[label, value] for label, value in named.items() if value],
            "head": [_put(each) for each in page[1:begin]],
            "body": [put for each in page[begin:] for put in _parts(each)],
        },
    )


def _parts(block: Block) -> list[dict[str, Any]]:
    if isinstance(block, Grid):
        return [_grid(part) for part in _beside(block)]
    return [_put(block)]


def _put(block: Heading | Line | StepBlock | Grid) -> dict[str, Any]:
    kinds = {Heading: "heading", Line: "line", StepBlock: "step", Grid: "grid"}
    return {"kind": kinds[type(block)]} | asdict(block)


def _beside(grid: Grid) -> list[Grid]:
    """A grid in parts that are not too wide for the page."""
    width = len(grid.heads)
    if width <= COLUMNS_BESIDE + 1:
        return [grid]
    found = []
    for first in range(1, width, COLUMNS_BESIDE):
        last = min(first + COLUMNS_BESIDE, width)
        rows = tuple((row[0], *row[first:last]) for row in grid.rows)
        caption = f"{grid.caption}（第 {first}—{last - 1} 列，共 {width - 1} 列）"
        more = grid.more if last == width else ""
        found.append(Grid((grid.heads[0], *grid.heads[first:last]), rows, more, caption))
    return found


def _grid(grid: Grid) -> dict[str, Any]:
    """With the share of the width that each column takes, and which columns are numbers. A share of
    0 is a column as wide as what stands in it."""
    columns = list(zip(*grid.rows, strict=True)) if grid.rows else [()] * len(grid.heads)
    longest = [max(map(_width, cells), default=0) for cells in columns]
    narrow = [
        most <= NARROW and _width(head) <= NARROW
        for most, head in zip(longest, grid.heads, strict=True)
    ]
    shares = [min(max(most, NARROW), WIDEST) for most in longest]
    if not all(narrow):
        shares = [0 if is_narrow else at for at, is_narrow in zip(shares, narrow, strict=True)]
    figures = [bool(cells) and all(map(_is_figure, cells)) for cells in columns]
    return _put(grid) | {"shares": shares, "figures": figures}


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _is_figure(text: str) -> bool:
    return not text or (text[0] in "-≈0123456789" and all(c in "-≈./E+0123456789" for c in text))
