from __future__ import annotations

from rest_framework.routers import SimpleRouter

from registry.projects.api.views import ProjectViewSet

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("projects", ProjectViewSet, basename="project")
urlpatterns = router.urls
