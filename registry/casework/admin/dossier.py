"""All of a case on one page for whoever decides (审批汇总), made for printing."""

from __future__ import annotations

from uuid import UUID

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from core import clock
from core.errors import CodedError
from governance.audit.approvals.kinds import Link, Row, kind_of
from governance.audit.approvals.models import Approval
from governance.audit.approvals.selectors import pending_on
from governance.identity.staff_admin import sentence
from governance.identity.web import request_actor
from registry.casework.admin.access import meet
from registry.casework.admin.review import papers_context
from registry.casework.parties import VVB
from registry.casework.selectors.record import as_read_by, lines_of


class DossierPages(admin.ModelAdmin):
    def dossier_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.dossier_view)
        return [path("<uuid:case>/dossier/", view, name="casework_case_dossier")]

    def dossier_view(self, request: HttpRequest, case: UUID) -> HttpResponse:
        met = meet(request, case, papers=True)
        every, older = lines_of(met.case)
        lines = as_read_by(every, met.reads_as, request_actor(request).user_id)
        by_vvb = [line for line in lines if line.event.party in VVB and line.moved]
        context = self.frame(request, met) | papers_context(request, met) | {  # type: ignore[attr-defined]
            "subtitle": "审批汇总",
            "opinions": [line for line in lines if line.opinion and line not in by_vvb],
            "conclusions": by_vvb,
            "lines": lines,
            "older": older,
            "proposed": [(each, _told(each)) for each in pending_on([met.case.pk]) if met.inside],
            "made_at": clock.now(),
            "made_by": request_actor(request).name,
        }  # fmt: skip
        return TemplateResponse(request, "admin/casework/dossier.html", context)


def _told(approval: Approval) -> list[Row]:
    """What is going to be done; the refusal when what is named is no longer there. Links lead away
    from a printed page, or back to this one."""
    try:
        told = kind_of(approval.kind).describe(approval.payload)
        return [(label, value) for label, value in told if not isinstance(value, Link)]
    except CodedError as refusal:
        return [("无法显示", sentence(refusal))]
