from __future__ import annotations

from rest_framework.routers import SimpleRouter

from registry.organisations.api.views import OrganisationViewSet

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("organisations", OrganisationViewSet, basename="organisation")
urlpatterns = router.urls
