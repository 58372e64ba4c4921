from __future__ import annotations

from rest_framework.routers import SimpleRouter

from registry.vvb.api.views import AccreditationViewSet

router = SimpleRouter(trailing_slash=False)
router.register("accredited-bodies", AccreditationViewSet, basename="accredited-body")
urlpatterns = router.urls
