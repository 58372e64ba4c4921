"""The trail as rows of a file, newest first, up to a limit that the file itself states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localtime

from core import clock
from governance.audit.trail import reading
from governance.audit.trail.reading import Positions
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import TrailQuery, TrailRow

LIMIT = 10_000
PAGE = 500
LOOKS = 40  # pages that may come back short before the look ends
HEADS = (
    *("时间", "办理人", "角色", "来源地址", "业务", "结果", "对象", "单位或个人"),
    *("理由或答复", "变更前后", "备注"),
)


def rows_and_note(
    sources: list[Source], query: TrailQuery, asked: str
) -> tuple[Iterator[list[Any]], str]:
    note = (
        f"操作记录，导出于 {localtime(clock.now()):%Y-%m-%d %H:%M:%S}。条件：{asked}。"
        f"由新到旧，至多 {LIMIT:,} 条；更早的请缩小期间后再导出。"
    )
    return _rows(sources, query), note


def _rows(sources: list[Source], query: TrailQuery) -> Iterator[list[Any]]:
    after: Positions = {}
    left = LIMIT
    for _ in range(LIMIT // PAGE + LOOKS):
        page = reading.read_page(sources, query, after, min(PAGE, left))
        yield from map(_cells, page.rows)
        left -= len(page.rows)
        after = page.after
        if not after:
            return
        if not left:
            yield [f"已达 {LIMIT:,} 条的上限，更早的记录没有列出。"]
            return
    yield ["查找的范围很大，更早的记录没有查完；请缩小期间后再导出。"]


def _cells(row: TrailRow) -> list[Any]:
    changes = "；".join(
        f"{change.label}：{change.before or '（空）'} → {change.after or '（空）'}"
        for change in row.changes
    )
    return [
        localtime(row.at),
        *(row.actor, row.role, row.ip, row.act, row.result_shown),
        "、".join(thing.text for thing in row.things),
        *(row.organisation, row.reason, changes, row.remark),
    ]
