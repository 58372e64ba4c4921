"""Pages by cursor: a page goes on after the last row of the one before, so rows that come in meanwhile
are neither shown twice nor let others be left out.

The view's ``ordering`` names one field that no two rows share and no row changes.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request

from core.api.errors import ApiCode
from core.errors import CodedError

MOST = 200
USUAL = 50


class CursorPages(CursorPagination):
    page_size = USUAL
    page_size_query_param = "limit"
    max_page_size = MOST
    cursor_query_description = (
        "上一页答复中 next 或 previous 的 cursor / from a link of the page before"
    )
    page_size_query_description = f"每页条数，1 至 {MOST}，默认 {USUAL} / rows a page"

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> Any:
        try:
            return super().paginate_queryset(queryset, request, view)
        except (NotFound, ValueError, ValidationError, DataError):
            # A position that no row of this list could have: typed by hand, or of another list.
            raise CodedError(ApiCode.CURSOR_INVALID) from None

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Rows are told apart by one field, so no link of ours skips any."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.offset:
            raise CodedError(ApiCode.CURSOR_INVALID)
        return cursor

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return (view.ordering,)

    def get_page_size(self, request: Request) -> int:
        asked = request.query_params.get(self.page_size_query_param)
        if asked is None:
            return self.page_size or USUAL
        # Ten digits are enough to say that it is too much.
        if not (
            asked.isascii() and asked.isdigit() and len(asked) <= 10 and 1 <= int(asked) <= MOST
        ):
            raise CodedError(ApiCode.LIMIT_INVALID, most=MOST)
        return int(asked)

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        found = super().get_schema_operation_parameters(view)
        for each in found:
            if each["name"] == self.page_size_query_param:
                each["schema"] = {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": MOST,
                    "default": USUAL,
                }
        return found
