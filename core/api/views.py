"""The base of every view of the interface: Chinese before English whatever the caller's language, only
query parameters it knows, and headers that say what may be kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils import translation
from rest_framework.exceptions import APIException
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from core.api.errors import ApiCode
from core.api.paging import CursorPages
from core.errors import CodedError

PRIVATE = "private, no-store"


class ApiView(APIView):
    """``parameters`` are the query parameters of this address beside filters and paging.
    ``cache_control`` is said of answers that are no refusal. ``is_act``: it changes something, so what
    it refuses is worth a record."""

    parameters: frozenset[str] = frozenset()
    cache_control = PRIVATE
    is_act = False
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        with translation.override(settings.LANGUAGE_CODE):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        self.refuse_unknown_parameters(request)

    def perform_authentication(self, request: Request) -> None:
        """A wrong key costs the address it came from, so that keys are not tried at leisure."""
        try:
            super().perform_authentication(request)
        except APIException:
            self.check_throttles(request)
            raise

    def known_parameters(self) -> frozenset[str]:
        return self.parameters

    def refuse_unknown_parameters(self, request: Request) -> None:
        """A misspelt filter that is ignored would answer with too much."""
        known = self.known_parameters()
        for name, values in request.query_params.lists():
            if name not in known:
                listed = "、".join(sorted(known)) or "无"
                listed_en = ", ".join(sorted(known)) or "none"
                raise CodedError(
                    ApiCode.PARAMETER_UNKNOWN, name=name[:60], known=listed, known_en=listed_en
                )
            if len(values) > 1:
                raise CodedError(ApiCode.PARAMETER_TWICE, name=name)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        found: HttpResponseBase = super().finalize_response(request, response, *args, **kwargs)
        found.headers.setdefault(
            "Cache-Control", self.cache_control if found.status_code < 400 else "no-store"
        )
        found.headers.setdefault("Content-Language", "zh-hans, en")
        return found


class PublicView(ApiView):
    """For strangers too; the same for everybody, so it may be kept for a minute."""

    permission_classes = [AllowAny]
    cache_control = "public, max-age=60"


class RowsViewSet(ApiView, GenericViewSet[Any]):
    """Rows read through selectors. ``ordering`` is the field that orders a list; :meth:`dress`
    completes the rows of a page in a query or two."""

    pagination_class = CursorPages
    ordering = "pk"

    def known_parameters(self) -> frozenset[str]:
        if self.action != "list":
            return self.parameters
        return self.parameters | {"cursor", "limit"} | filters_of(self)

    def dress(self, rows: Sequence[Any]) -> None:
        """Put on the rows what their serializer shows and the table does not have."""

    def paginate_queryset(self, queryset: Any) -> Any:
        rows = super().paginate_queryset(queryset)
        self.dress(rows or [])
        return rows

    def get_object(self) -> Any:
        row = super().get_object()
        self.dress([row])
        return row


class ListOnlyViewSet(ListModelMixin, RowsViewSet):
    """A list whose rows have no address of their own."""


class ReadOnlyViewSet(RetrieveModelMixin, ListOnlyViewSet):
    """A list by pages, and each row at an address."""


class UnknownAddress(ApiView):
    """Whatever else is asked for under the interface: a problem, not a page."""

    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise CodedError(ApiCode.NOT_FOUND)


def filters_of(view: GenericViewSet[Any]) -> frozenset[str]:
    """The names of the filters a list knows."""
    filterset = getattr(view, "filterset_class", None)
    return frozenset(filterset.base_filters) if filterset else frozenset()
