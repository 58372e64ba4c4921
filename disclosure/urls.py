"""The public addresses: no log-in; nothing is written but comments on a public notice."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from disclosure.views import calculator, evidence, library, notices
from disclosure.views.health import health
from disclosure.views.landing import landing
from disclosure.views.serials import serials


class Number(IntConverter):
    """A number that fits a bigint: a longer one is nobody's."""

    regex = "[0-9]{1,18}"


register_converter(Number, "number")
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
    path("evidence/proof/<number:entry>.json", evidence.proof, name="evidence-proof"),
    path("api/v1/evidence/checkpoints", evidence.api_checkpoints, name="evidence-checkpoints"),
    path(
        "api/v1/evidence/checkpoints/<number:size>",
        evidence.api_checkpoint,
        name="evidence-checkpoint",
    ),
    path("api/v1/evidence/consistency", evidence.api_consistency, name="evidence-consistency"),
    path("api/v1/evidence/proof", evidence.api_proof, name="evidence-api-proof"),
]
