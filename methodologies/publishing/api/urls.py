from __future__ import annotations

from django.urls import path

from methodologies.publishing.api.views import (
    PublishedDefinition,
    PublishedDetail,
    PublishedViewSet,
)

PUBLISHED = "methodologies/published"
ONE = f"{PUBLISHED}/<str:programme>/<str:code>/<str:version>"
urlpatterns = [
    path(PUBLISHED, PublishedViewSet.as_view({"get": "list"}), name="published-methodologies"),
    path(ONE, PublishedDetail.as_view(), name="published-methodology"),
    path(f"{ONE}/definition", PublishedDefinition.as_view(), name="published-definition"),
]
