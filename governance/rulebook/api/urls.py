from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

from governance.rulebook.api.views import DeadlineView, ProgrammeViewSet, RuleParameterViewSet

router = SimpleRouter(trailing_slash=False)
router.register("programmes", ProgrammeViewSet, basename="programme")
router.register("rule-parameters", RuleParameterViewSet, basename="rule-parameter")
urlpatterns = [*router.urls, path("calendar/deadline", DeadlineView.as_view(), name="deadline")]
