from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from registry.reductions.api.views import CalculationView, ReportViewSet

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("reports", ReportViewSet, basename="report")
urlpatterns = [
    *router.urls,
    path("reports/<uuid:uuid>/calculation", CalculationView.as_view(), name="report-calculation"),
]
