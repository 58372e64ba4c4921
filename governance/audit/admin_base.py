"""The admin base of every document with a life cycle: as :class:`ServiceAdmin`, with its history.

History is for reading. The library's "revert" would write past the services; it is refused.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from governance.identity.staff_admin import ServiceAdmin


class DocumentAdmin(ServiceAdmin, SimpleHistoryAdmin):
    history_list_display = ["ip"]

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
