"""Lists whose page of rows is completed in one go, by the ``dress`` of the list (ExportedList)."""

from __future__ import annotations

from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

from governance.identity.list_export import ExportedList


class DressedList(ChangeList):
    model_admin: ExportedList

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not (self.query or self.has_active_filters):
            self.full_result_count = self.result_count  # nothing is left out
        self.result_list = list(self.result_list)
        self.model_admin.dress(self.result_list)
