"""计算书 of a report on screen and as PDF, and the workbook to fill its data into."""

from __future__ import annotations

import io
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from core.errors import CodedError
from governance.identity.refusing import note
from governance.identity.staff_admin import sentence
from methodologies.sheet import template
from methodologies.statement import statement_html
from portal.access import MemberRequest, member_required
from portal.cases.calculations import plan_for, revision_of
from portal.cases.reach import meet
from registry.reductions.selectors.statements import outcome_of, revision_pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@member_required
def calculation(request: MemberRequest, case: UUID, number: int) -> HttpResponse:
    """The result, the hash that is signed, and the whole way to it."""
    met = meet(request, case)
    found = revision_of(met.case, number)
    context = {"met": met, "case": met.case, "revision": found, "refusal": "", "statement": ""}
    context["issued_t"] = f"{found.issued_t:,}"
    try:
        # Everything in it is escaped by the writer of the statement.
        context["statement"] = mark_safe(statement_html(outcome_of(found)))
    except CodedError as refusal:
        note(request, refusal, met.case)
        context |= {"refusal": sentence(refusal), "trace": found.trace}
    return render(request, "portal/cases/calculation.html", context)


@require_safe
@member_required
def statement(request: MemberRequest, case: UUID, number: int) -> HttpResponse | FileResponse:
    met = meet(request, case)
    found = revision_of(met.case, number)
    try:
        content = revision_pdf(met.case, found)
    except CodedError as refusal:
        note(request, refusal, met.case)
        context = {"met": met, "case": met.case, "revision": found, "trace": found.trace}
        context |= {"refusal": sentence(refusal), "issued_t": f"{found.issued_t:,}"}
        status = refusal.sentence.status
        return render(request, "portal/cases/calculation.html", context, status=status)
    name = f"减排量计算书 {met.case.number or '草稿'} 第{number}版.pdf"
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type="application/pdf"
    )


@require_safe
@member_required
def workbook(request: MemberRequest, case: UUID) -> FileResponse:
    """The Excel template of the methodology, with the data entered so far."""
    met = meet(request, case)
    content = template(plan_for(met.case), met.case.inputs)
    name = f"监测数据 {met.case.number or '草稿'}.xlsx"
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=XLSX)
