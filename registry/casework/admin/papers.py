"""Documents and letters of a case, opened by whoever may see the case."""

from __future__ import annotations

from uuid import UUID

from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from registry.casework.admin.access import Met, meet
from registry.casework.downloads import LETTER_FORMS, file_answer, letter_answer
from registry.casework.models import CaseFile, CaseLetter


class PaperPages(admin.ModelAdmin):
    def paper_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:case>/file/<uuid:file>/", view(self.file_view), name="casework_case_file"),
            path(
                "<uuid:case>/letter/<uuid:letter>/",
                view(self.letter_view),
                name="casework_case_letter",
            ),
            path(
                "<uuid:case>/letter/<uuid:letter>/<str:form>/",
                view(self.letter_file_view),
                name="casework_case_letter_file",
            ),
        ]

    def file_view(self, request: HttpRequest, case: UUID, file: UUID) -> FileResponse:
        """In the page where it can be shown; to be saved with ``?save=1``."""
        met = meet(request, case)
        found = CaseFile.objects.filter(pk=file, case_id=met.case.pk).first()
        if found is None:
            raise Http404
        return file_answer(found, save="save" in request.GET)

    def letter_file_view(
        self, request: HttpRequest, case: UUID, letter: UUID, form: str
    ) -> FileResponse:
        """As PDF or as Word document."""
        if form not in LETTER_FORMS:
            raise Http404
        return letter_answer(_letter(meet(request, case), letter), form)

    def letter_view(self, request: HttpRequest, case: UUID, letter: UUID) -> HttpResponse:
        met = meet(request, case)
        found = _letter(met, letter)
        context = self.frame(request, met) | {  # type: ignore[attr-defined]
            "letter": found, "subtitle": found.title,
        }  # fmt: skip
        return TemplateResponse(request, "admin/casework/letter.html", context)


def _letter(met: Met, letter: UUID) -> CaseLetter:
    found = CaseLetter.objects.filter(pk=letter, case_id=met.case.pk).first()
    if found is None:
        raise Http404
    return found
