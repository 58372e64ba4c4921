"""方法学库: published methodologies, each version on a page of its own, its definition to download."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosure.downloads import file_response, listed
from disclosure.library_texts import TEXTS
from disclosure.paging import page_of
from disclosure.texts import in_language
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import MethodologyVersion, State
from methodologies.publishing.selectors.published import ever_published
from registry.casework.models import Notice

LONGEST = 60


def page_context(**more: Any) -> dict[str, Any]:
    english = (get_language() or "").startswith("en")
    return {"t": in_language(english=english, also=TEXTS), "english": english} | more


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    programmes = {p.code: p for p in Programme.objects.exclude(legal_source=IMPORTED)}
    typed = request.GET.get("q", "").strip()[:LONGEST]
    programme, ended = request.GET.get("programme", ""), request.GET.get("ended") == "1"
    found = ever_published().order_by("programme", "methodology__code", "-published_on")
    if programme in programmes:
        found = found.filter(programme=programme)
    if not ended:
        found = found.filter(state=State.PUBLISHED)
    for word in typed.replace("\0", "").split():
        found = found.filter(
            Q(methodology__code__icontains=word)
            | Q(methodology__name_zh__icontains=word)
            | Q(methodology__name_en__icontains=word)
        )
    page, newer, older = page_of(request, found)
    context = page_context(
        versions=page, newer=newer, older=older, typed=typed, ended=ended,
        programmes=programmes.values(), chosen_programme=programme,
    )  # fmt: skip
    return render(request, "disclosure/library.html", context)


@require_safe
def methodology(request: HttpRequest, programme: str, code: str, version: str) -> HttpResponse:
    found = version_or_404(programme, code, version)
    versions = ever_published().filter(methodology=found.methodology).order_by("-published_on")
    ended = found.events.filter(step="abolish").last()
    context = page_context(
        version=found,
        sections=METHODOLOGY.sections(found),
        files=listed(found),
        versions=versions,
        transition=ended.detail.get("transition", "") if ended else "",
        notices=Notice.objects.filter(case_id=found.pk),
    )
    return render(request, "disclosure/methodology.html", context)


@require_safe
def definition(request: HttpRequest, programme: str, code: str, version: str) -> HttpResponse:
    found = version_or_404(programme, code, version)
    name = f"{found.full_code}.toml"
    return file_response(name, "application/toml; charset=utf-8", found.definition.encode())


def version_or_404(programme: str, code: str, version: str) -> MethodologyVersion:
    found = ever_published().filter(
        programme=programme, methodology__code=code, version_code=version
    )
    shown = found.first()
    if shown is None:
        raise Http404
    return shown
