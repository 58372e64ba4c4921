"""Any list of the admin as an Excel file: the same rows, columns and filters as on the page.

At most :data:`LIMIT` rows; the first line of the file, and the page above the link, say so.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import display_for_field, label_for_field, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import DataError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from core import clock, spreadsheet
from governance.identity.exporting import watched

LIMIT = 20_000
CHUNK = 1_000
WRONG_FILTER = "筛选条件有误，请返回列表改正。"
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})*")
_BREAK = re.compile(r"<br\s*/?>|</div>")


class ExportedList(admin.ModelAdmin):
    """Mix in to give a list its export; ``number_columns`` name the columns that are amounts,
    ``unit`` stands in the title."""

    unit = ""
    number_columns: frozenset[str] = frozenset()
    change_list_template = "admin/staff/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [
            path("export/", self.admin_site.admin_view(self.export_view), name=name),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = f"{self.opts.verbose_name_plural}{self.unit}"
        context = {"export_limit": LIMIT, "title": title, **(extra_context or {})}
        try:
            return super().changelist_view(request, context)
        except DataError:  # a filter typed by hand that the database has no value for
            return HttpResponse(WRONG_FILTER, status=400)

    def export_view(self, request: HttpRequest) -> FileResponse | HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request)
            rows = self.export_rows(shown.get_queryset(request))
            more = rows[LIMIT : LIMIT + 1].exists()
        except (IncorrectLookupParameters, DataError):
            return HttpResponse(WRONG_FILTER, status=400)
        name = str(self.opts.verbose_name_plural)
        heads = [_head(self, column) for column in shown.list_display]
        asked = _asked(shown)
        body = watched(request, name, asked, _rows(self, shown.list_display, rows[:LIMIT]))
        file = spreadsheet.write_xlsx(name, _note(name, asked, more), heads, body)
        stamp = f"{localtime(clock.now()):%Y%m%d-%H%M%S}"
        return FileResponse(
            file, as_attachment=True, filename=f"{name}-{stamp}.xlsx", content_type=spreadsheet.XLSX
        )

    def export_rows(self, rows: Any) -> Any:
        """The rows of the list without its paging."""
        return rows

    def dress(self, rows: list[Any]) -> None:
        """Complete rows that are about to be shown, all of them in a query or two."""


def _asked(shown: ChangeList) -> str:
    """The filters of the list in words."""
    asked = [f"查找“{shown.query}”"] if shown.query else []
    for spec in shown.filter_specs:
        chosen = [str(c["display"]) for c in spec.choices(shown) if c.get("selected")]
        asked += [f"{spec.title}：{chosen[0]}"] if chosen and chosen[0] != "全部" else []
    return "；".join(asked) or "全部"


def _note(name: str, asked: str, more: bool) -> str:
    count = f"只列出最前的 {LIMIT:,} 条，请缩小范围后再导出其余" if more else f"至多 {LIMIT:,} 条"
    moment = f"{localtime(clock.now()):%Y-%m-%d %H:%M:%S}"
    return f"{name}，导出于 {moment}。条件：{asked}。{count}。"


def _head(page: ExportedList, column: Any) -> str:
    return str(label_for_field(column, page.model, page))


def _rows(page: ExportedList, columns: Any, rows: Any) -> Iterator[list[Any]]:
    chunk: list[Any] = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _cells(page, columns, chunk)
            chunk = []
    yield from _cells(page, columns, chunk)


def _cells(page: ExportedList, columns: Any, rows: list[Any]) -> Iterator[list[Any]]:
    page.dress(rows)
    for row in rows:
        yield [_cell(page, column, row) for column in columns]


def _cell(page: ExportedList, column: str, row: Any) -> Any:
    field, _, value = lookup_field(column, row, page)
    if field is not None:
        if field.is_relation:
            value = getattr(row, field.name)
        elif field.flatchoices or not isinstance(value, int):
            value = display_for_field(value, field, "")
    if value is None or isinstance(value, bool | int):
        return value
    text = _text(value)
    if column in page.number_columns:
        return int(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
    return "" if text == "—" else text


def _text(value: Any) -> str:
    """What the page shows: markup without its tags, and plain text as it is, also with a ``<``."""
    if not isinstance(value, SafeString):
        return str(value).strip()
    return html.unescape(strip_tags(_BREAK.sub(" ", value))).strip()
