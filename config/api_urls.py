"""The interface: each room's addresses in one line, in the order of the rooms; then the interface itself.

A room above adds its ``api/urls.py`` to ``ROOMS`` and its enum of refusals to ``PROBLEMS``.
"""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from core.api.describing import DocsView, ProblemsView, SchemaView
from core.api.errors import ApiCode
from core.api.views import UnknownAddress
from disclosure.errors import DisclosureCode
from governance.identity.errors import IdentityCode
from governance.rulebook.errors import RulebookCode
from methodologies.errors import MethodologyCode
from registry.ledger.errors import LedgerCode
from registry.organisations.errors import OrganisationCode

ROOMS = [
    path("", include("governance.rulebook.api.urls")),
    path("", include("registry.organisations.api.urls")),
    path("", include("registry.ledger.api.urls")),
    path("", include("registry.casework.api.urls")),
    path("", include("methodologies.publishing.api.urls")),
    path("", include("methodologies.api.urls")),
    path("", include("registry.vvb.api.urls")),
    path("", include("registry.projects.api.urls")),
    path("", include("registry.reductions.api.urls")),
    path("", include("disclosure.api.urls")),
]
PROBLEMS = (
    *(ApiCode, IdentityCode, RulebookCode, OrganisationCode, LedgerCode, MethodologyCode),
    DisclosureCode,
)
V1: list[URLPattern | URLResolver] = [
    *ROOMS,
    path("problems", ProblemsView.as_view(kinds=PROBLEMS), name="problems"),
    path("schema", SchemaView.as_view(), name="schema"),
    path("docs/", DocsView.as_view(), name="docs"),
]
app_name = "api"
urlpatterns = [
    path("v1/", include(V1)),
    re_path(r"", UnknownAddress.as_view()),
]
