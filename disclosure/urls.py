"""The public addresses: no log-in, no writing."""

from __future__ import annotations

from django.urls import path

import core.converters  # noqa: F401  <number:…>
from disclosure.api.evidence import ProofView
from disclosure.views import evidence
from disclosure.views.health import health
from disclosure.views.landing import landing
from disclosure.views.serials import serials

app_name = "disclosure"
urlpatterns = [
    path("", landing, name="landing"),
    path("serials/", serials, name="serials"),
    path("healthz", health, name="health"),
    path("evidence/", evidence.evidence, name="evidence"),
    path(
        "evidence/proof/<number:entry>.json",
        ProofView.as_view(parameters=frozenset(), schema=None),
        name="evidence-proof",
    ),
]
