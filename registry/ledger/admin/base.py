"""What the pages of the ledger share: who may look, no way to write, lists that count no further
than anyone pages, and tables under the fields of a detail page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from governance.identity.admin_acts import Act, ActPages
from governance.identity.list_dressing import DressedList
from governance.identity.staff_admin import RoleGated
from registry.ledger.admin.reach import reach
from registry.ledger.admin.tables import Table
from registry.ledger.selectors.reach import READERS

BEFORE = "before"
AMOUNTS = (
    *("quantity_shown", "requested_shown", "left_shown", "waiting_shown"),
    *("available_t", "trading_t", "reserved_t", "frozen_t", "retired_t", "cancelled_t"),
)


class KeysetList(DressedList):
    """Newest first, without counting and without offsets: a page goes on from the last row of the
    one before it, so that the oldest of ten million rows is as near as the newest."""

    model_admin: LedgerAdmin
    keyset = True

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.before = request.GET.get(BEFORE, "")
        super().__init__(request, *args, **kwargs)

    @property
    def resumed(self) -> bool:
        return bool(self.before)

    def get_filters_params(self, params: Any = None) -> dict[str, Any]:
        return {k: v for k, v in super().get_filters_params(params).items() if k != BEFORE}

    def get_query_string(self, new_params: Any = None, remove: Any = None) -> str:
        """Another filter begins at the newest row again."""
        return super().get_query_string(new_params, [*(remove or []), BEFORE])

    def get_results(self, request: HttpRequest) -> None:
        rows = self.model_admin.go_on(self.queryset, self.before)
        found = list(rows[: self.list_per_page + 1])
        self.result_list = found[: self.list_per_page]
        self.model_admin.dress(self.result_list)
        self.older = ""
        if len(found) > self.list_per_page:
            mark = self.model_admin.mark_of(self.result_list[-1])
            self.older = super().get_query_string({BEFORE: mark}, [BEFORE])
        self.newest = self.get_query_string()
        self.result_count = self.full_result_count = len(self.result_list)
        self.show_full_result_count = self.can_show_all = self.multi_page = False
        self.show_admin_actions = False
        self.paginator = Paginator(self.result_list, self.list_per_page)


class LedgerAdmin(ActPages, RoleGated):
    """For reading, within the programmes that the reader's roles reach (``programme_field``).
    ``tables`` are shown below the fields of an object, ``unit`` in a list's title."""

    programme_field = "batch__programme"
    number_columns = frozenset(AMOUNTS)
    next_label, first_label = "更早的", "回到最新"
    view_roles = frozenset(READERS)
    change_form_template = "admin/ledger/change_form.html"
    list_per_page = 50
    list_max_show_all = 0
    actions = None

    class Media:
        css = {"all": ["ledger/admin.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def offered_acts(self, request: HttpRequest, obj: Any) -> Iterable[Act]:
        return ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        programmes = reach(request, self.view_roles)
        found = super().get_queryset(request)
        return found if programmes is None else self.within(found, programmes)

    def within(self, rows: QuerySet[Any], programmes: Collection[str]) -> QuerySet[Any]:
        return rows.filter(**{f"{self.programme_field}__in": programmes})

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        """Read once a request: three views on top of each other ask for it."""
        read: dict[str, Any] = request.__dict__.setdefault("_ledger_objects", {})
        if object_id not in read:
            read[object_id] = super().get_object(request, object_id, from_field)
        return read[object_id]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DressedList

    def go_on(self, rows: QuerySet[Any], before: str) -> QuerySet[Any]:
        """For a :class:`KeysetList`: the rows after the one marked ``before``."""
        return rows.filter(pk__lt=int(before)) if before.isdecimal() and len(before) < 19 else rows

    def mark_of(self, row: Any) -> str:
        return str(row.pk)

    def tables(self, request: HttpRequest, obj: Any) -> Sequence[Table]:
        return ()

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        obj = self.get_object(request, unquote(object_id))
        shown = obj is not None and self.has_view_permission(request, obj)
        context = {"tables": self.tables(request, obj) if shown else ()}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))
