from __future__ import annotations

from django.urls import path
from rest_framework.routers import SimpleRouter

import core.converters  # noqa: F401  <number:…>
from disclosure.api.batches import BatchViewSet
from disclosure.api.evidence import CheckpointsView, CheckpointView, ConsistencyView, ProofView
from disclosure.api.notices import NoticeViewSet
from disclosure.api.serials import SerialView

router = SimpleRouter(trailing_slash=False)
router.register("batches", BatchViewSet, basename="batch")
router.register("notices", NoticeViewSet, basename="notice")
urlpatterns = [
    *router.urls,
    path("serials", SerialView.as_view(), name="serials"),
    path("evidence/checkpoints", CheckpointsView.as_view(), name="evidence-checkpoints"),
    path(
        "evidence/checkpoints/<number:size>", CheckpointView.as_view(), name="evidence-checkpoint"
    ),
    path("evidence/consistency", ConsistencyView.as_view(), name="evidence-consistency"),
    path("evidence/proof", ProofView.as_view(), name="evidence-proof"),
]
