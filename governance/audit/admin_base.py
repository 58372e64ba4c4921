"""The admin base of every document with a life cycle: as :class:`ServiceAdmin`, with its history.

History is for reading. The library's "revert" would write past the services; it is refused.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.template_utils import HistoricalRecordContextHelper

from governance.identity.staff_admin import ServiceAdmin


class ReadableChanges(HistoricalRecordContextHelper):
    """Before and after in words: the label of a choice, not its code."""

    def prepare_delta_change_value(self, change: Any, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        labels = dict(getattr(field, "base_field", field).flatchoices)
        if isinstance(value, list):
            return "、".join(str(labels.get(each, each)) for each in value)
        return labels.get(value, value)

    def stringify_delta_change_values(self, change: Any, old: Any, new: Any) -> tuple[str, str]:
        return "" if old is None else str(old), "" if new is None else str(new)


class DocumentAdmin(ServiceAdmin, SimpleHistoryAdmin):
    object_history_list_template = "admin/staff/history_list.html"
    object_history_form_template = "admin/staff/history_version.html"

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> ReadableChanges:
        return ReadableChanges(self.model, historical_record)

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "GET":
            raise PermissionDenied
        request._only_history = True  # type: ignore[attr-defined]
        return super().history_form_view(request, object_id, version_id, extra_context)

    def writes(self, request: HttpRequest, obj: Any) -> bool:
        return not hasattr(request, "_only_history") and super().writes(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if hasattr(request, "_only_history"):
            return flatten_fieldsets(self.get_fieldsets(request, obj))
        return super().get_readonly_fields(request, obj)
