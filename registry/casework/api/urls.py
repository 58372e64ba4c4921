from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from registry.casework.api.views import CaseViewSet, DocumentView, EventViewSet

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("cases", CaseViewSet, basename="case")
urlpatterns = [
    *router.urls,
    path(
        "cases/<uuid:uuid>/documents/<uuid:document>", DocumentView.as_view(), name="case-document"
    ),
    path("cases/<uuid:uuid>/events", EventViewSet.as_view({"get": "list"}), name="case-events"),
]
