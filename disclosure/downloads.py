"""Documents that everybody may have: listed with their category, and given for download only, never
shown inside the site's own pages, whatever they claim to be."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from registry.casework.kinds import kind_of
from registry.casework.models import Case, CaseFile
from registry.casework.selectors.notices import public_files


def listed(case: Case) -> list[tuple[CaseFile, str]]:
    """The public documents of a case and what each is."""
    words = kind_of(case).categories
    return [(each, words.get(each.category, each.category)) for each in public_files(case)]


def file_response(name: str, content_type: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
