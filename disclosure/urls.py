"""The public addresses: no log-in; nothing is written but comments on a public notice."""

from __future__ import annotations

from django.urls import path

import core.converters  # noqa: F401  <number:…>
from disclosure.api.evidence import ProofView
from disclosure.views import calculator, evidence, library, notices
from disclosure.views.health import health
from disclosure.views.landing import landing
from disclosure.views.serials import serials

app_name = "disclosure"
urlpatterns = [
    path("", landing, name="landing"),
    path("serials/", serials, name="serials"),
    path("notices/", notices.notices, name="notices"),
    path("notices/<uuid:uuid>/", notices.notice, name="notice"),
    path("notices/<uuid:uuid>/received/<uuid:comment>/", notices.received, name="comment-received"),
    path("documents/<uuid:uuid>/", notices.document, name="document"),
    path("methodologies/", library.library, name="library"),
    path(
        "methodologies/<str:programme>/<str:code>/<str:version>/",
        library.methodology,
        name="methodology",
    ),
    path(
        "methodologies/<str:programme>/<str:code>/<str:version>/definition.toml",
        library.definition,
        name="definition",
    ),
    path(
        "methodologies/<str:programme>/<str:code>/<str:version>/calculator/",
        calculator.calculator,
        name="calculator",
    ),
    path("healthz", health, name="health"),
    path("evidence/", evidence.evidence, name="evidence"),
    path(
        "evidence/proof/<number:entry>.json",
        ProofView.as_view(parameters=frozenset(), schema=None),
        name="evidence-proof",
    ),
]
