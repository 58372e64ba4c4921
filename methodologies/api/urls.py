from __future__ import annotations

from django.urls import path

from methodologies.api.views import (
    Calculate,
    MethodologyDefinition,
    MethodologyDetail,
    MethodologyList,
)

ONE = "methodologies/<str:code>/<str:version>"
urlpatterns = [
    path("methodologies", MethodologyList.as_view(), name="methodologies"),
    path(ONE, MethodologyDetail.as_view(), name="methodology"),
    path(f"{ONE}/definition", MethodologyDefinition.as_view(), name="methodology-definition"),
    path(f"{ONE}/calculate", Calculate.as_view(), name="methodology-calculate"),
]
