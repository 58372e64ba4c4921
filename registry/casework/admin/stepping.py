"""The page of one step: its form, and on sending the service, which judges everything again. What takes
two persons is proposed here and done from 复核.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from core.errors import CodedError
from governance.audit.approvals.admin.proposal_form import ManyFiles, new_ticket
from governance.audit.approvals.admin.proposing import submitted
from governance.audit.approvals.services.documents import Upload
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.refusing import note
from governance.identity.staff_admin import sentence
from governance.identity.web import request_actor
from registry.casework.admin.access import Met, case_page, meet, refused
from registry.casework.admin.review import button_of, papers_context, sections_of, whose_turn
from registry.casework.approvals import approval_code, step_payload
from registry.casework.errors import CaseCode
from registry.casework.kinds import Step
from registry.casework.models import Case
from registry.casework.selectors.record import as_read_by, lines_of
from registry.casework.services.taking import forbidden, require_state, take
from registry.casework.step_forms import step_form, version_sent

TICKET = "case_ticket"
PAGES = (403, 404, 409)  # refusals that the form cannot mend


@dataclass(frozen=True, slots=True)
class Opened:
    """A step as it was opened or sent: ``version`` is the case's when the page was made."""

    met: Met
    step: Step
    version: int
    ticket: str


class StepPages(admin.ModelAdmin):
    def step_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.step_view)
        return [path("<uuid:case>/step/<slug:step>/", view, name="casework_case_step")]

    def step_view(self, request: HttpRequest, case: UUID, step: str) -> HttpResponse:
        met = meet(request, case, papers=True)
        try:
            chosen = met.kind.step(step)
            require_offered(chosen, met)
            require_state(met.kind, chosen, met.case)
        except CodedError as refusal:
            return refused(self, request, refusal, met.case)
        opened = Opened(met, chosen, *_as_sent(request, met))
        form = form_of(opened, request)
        if request.method != "POST":
            return self._page(request, opened, form)
        if not form.is_valid():
            return self._page(request, opened, form, status=422)
        try:
            with transaction.atomic():
                told = perform(request_actor(request), opened, form)
        except CodedError as refusal:
            return self._not_taken(request, opened, form, refusal)
        messages.success(request, told)
        return HttpResponseRedirect(self._after(request, met.case))

    def _after(self, request: HttpRequest, case: Case) -> str:
        """Back to the case; to the desk where it is no longer theirs to see (sent back as a draft)."""
        try:
            meet(request, case.pk)
        except Http404:
            return reverse("admin:casework_case_desk")
        return case_page(case)

    def _not_taken(
        self, request: HttpRequest, opened: Opened, form: forms.Form, refusal: CodedError
    ) -> HttpResponse:
        """The same form with the sentence. Where the case went on meanwhile, what happened is shown,
        and sending again counts for the case as it is now."""
        status = refusal.sentence.status
        if status in PAGES and refusal.kind is not CaseCode.CASE_CHANGED:
            return refused(self, request, refusal, opened.met.case)
        note(request, refusal, opened.met.case)
        field = refusal.params.get("field")
        form.add_error(field if field in form.fields else None, sentence(refusal))
        missed = []
        if refusal.kind is CaseCode.CASE_CHANGED:
            met = meet(request, opened.met.case.pk, papers=True)
            count = max(met.case.version - opened.version, 0) or None
            user = request_actor(request).user_id
            missed = as_read_by(lines_of(met.case)[0][:count], met.reads_as, user)
            opened = Opened(met, opened.step, met.case.version, new_ticket())
        return self._page(request, opened, form, status=status, missed=missed)

    def _page(
        self, request: HttpRequest, opened: Opened, form: forms.Form, *, status: int = 200,
        missed: Any = (),
    ) -> HttpResponse:  # fmt: skip
        met, step = opened.met, opened.step
        context = self.frame(request, met) | papers_context(request, met) | {  # type: ignore[attr-defined]
            "subtitle": button_of(met.case, step).label,
            "step": step,
            "form": form,
            "version": opened.version,
            "ticket": opened.ticket,
            "deciders": "、".join(party.zh for party in sorted(step.parties)),
            "files_again": status != 200 and bool(request.FILES),
            "missed": missed,
            "whose": whose_turn(met),
            "sections": sections_of(met),
        }  # fmt: skip
        return TemplateResponse(request, "admin/casework/step.html", context, status=status)


def require_offered(step: Step, met: Met) -> None:
    """Raises ``step_forbidden`` for whoever gets no such button, whatever the address says."""
    who = step.proposers if step.second else step.parties
    if not who & met.standing.parties:
        raise forbidden(step, met.case, who)


def form_of(opened: Opened, request: HttpRequest) -> forms.Form:
    """The step's form; a proposal can always carry documents. Words in the address fill it."""
    form = step_form(opened.step, request, case=opened.met.case, actor=request_actor(request))
    if opened.step.second and "materials" not in form.fields:
        form.fields["materials"] = ManyFiles(label="复核材料", required=False)
    return form


def perform(actor: Actor, opened: Opened, form: Any) -> str:
    """Take the step, or propose it; what the person is told then."""
    case, step = opened.met.case, opened.step
    data, reason = dict(form.data_for_step()), form.cleaned_data["reason"]
    if not step.second:
        after = take(
            actor=actor, case=case.pk, step=step.code, reason=reason, data=data,
            version=opened.version,
        )  # fmt: skip
        return f"已办理“{step.zh}”：{after}，现为“{after.state_zh}”。"
    uploads = data.pop("uploads", None)
    if uploads is None:
        uploads = [Upload(f.name, f.read()) for f in data.pop("materials", None) or []]
    approval = propose(
        actor=actor,
        kind=approval_code(opened.met.kind, step),
        payload=step_payload(case, data) | {"version": opened.version},
        reason=reason,
        attachments=uploads,
        key=opened.ticket,
    )
    return submitted(approval)


def _as_sent(request: HttpRequest, met: Met) -> tuple[int, str]:
    """Version and ticket of the page that was sent; a page without them counts as an old one."""
    ticket = request.POST.get(TICKET, "")[:32]
    return version_sent(request, met.case), ticket or new_ticket()
