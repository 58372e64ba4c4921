"""One case: its page, its documents and its letters."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from portal.access import MemberRequest, member_required
from portal.cases.reach import meet
from portal.cases.showing import page_context
from registry.casework.downloads import LETTER_FORMS, file_answer, letter_answer
from registry.casework.models import CaseFile, CaseLetter


@require_safe
@member_required
def case(request: MemberRequest, case: UUID) -> HttpResponse:
    met = meet(request, case, papers=True)
    return render(request, "portal/cases/case.html", page_context(met))


@require_safe
@member_required
def file(request: MemberRequest, case: UUID, file: UUID) -> FileResponse:
    """In the page where it can be shown; to be saved with ``?save=1``."""
    met = meet(request, case)
    found = get_object_or_404(CaseFile, pk=file, case_id=met.case.pk)
    return file_answer(found, save="save" in request.GET)


@require_safe
@member_required
def letter(request: MemberRequest, case: UUID, letter: UUID, form: str) -> FileResponse:
    met = meet(request, case)
    if form not in LETTER_FORMS:
        raise Http404
    return letter_answer(get_object_or_404(CaseLetter, pk=letter, case_id=met.case.pk), form)
