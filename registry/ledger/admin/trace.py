"""The page of one move: its way back to issuance, and where its serials are now.

It closes the circle: entry → move → present blocks → the move that put each there → its entry.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from registry.ledger.admin.tables import MOVE_COLUMNS, Table, move_row, place, to_hold, to_line
from registry.ledger.models import Move
from registry.ledger.selectors.trace import blocks_within, way_back

STEPS = 200
SHOWN = 100


class MovePages(admin.ModelAdmin):
    """Gives the page of an entry a page for each of its moves."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.move_view)
        page = path("<int:entry>/line/<int:line>/", view, name="ledger_entry_line")
        return [page, *super().get_urls()]

    def move_view(self, request: HttpRequest, entry: int, line: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if entry >= 2**63 or line >= 2**31:
            raise Http404
        if not self.get_queryset(request).filter(pk=entry).exists():
            raise Http404
        way = way_back(entry, line, most=STEPS + 1)
        if not way:
            raise Http404
        move = way[0]
        context = self.admin_site.each_context(request) | {
            "title": f"分录 {entry} 第 {line} 段：{move.entry.get_act_display()} {move.quantity_t:,} 吨",
            "opts": self.opts,
            "entry": move.entry,
            "line": line,
            "serials": move.batch.serial(move.first, move.last),
            "media": self.media,
            "tables": [_back(way), _now(move)],
        }
        return TemplateResponse(request, "admin/ledger/move.html", context)


def _back(way: list[Move]) -> Table:
    rows = [[*move_row(move), to_line(move.entry_id, move.line)] for move in way[:STEPS]]
    return Table(
        "来路（由近及远，直到签发）",
        [*MOVE_COLUMNS, "划转"],
        rows,
        more=f"只列出最近的 {STEPS} 步；点最后一步的“第几段”继续。" if len(way) > STEPS else "",
        note="每一步都写明上一步：这段序列号是由哪一条划转放到转出处的。",
    )


def _now(move: Move) -> Table:
    blocks = blocks_within(move.batch_id, move.first, move.last, limit=SHOWN + 1)
    rows: list[list[Any]] = []
    for block in blocks[:SHOWN]:
        first, last = max(block.first, move.first), min(block.last, move.last)
        serials = move.batch.serial(first, last)
        here = place(block.account, block.bucket)
        came = to_line(block.entry, block.line)
        rows.append([serials, last - first + 1, here, to_hold(block.hold_id), came])
    return Table(
        "这些序列号现在的位置",
        ["序列号段", "#数量（吨）", "所在", "冻结或预留", "由哪条划转放在此处"],
        rows,
        more=f"只列出前 {SHOWN} 段，其余在批次页中按序列号查看。" if len(blocks) > SHOWN else "",
    )
