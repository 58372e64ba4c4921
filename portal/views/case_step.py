"""The page of one step: its form, and on sending the service, which judges everything again and takes
the step for the organisation chosen only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from core.errors import CodedError
from governance.identity.refusing import note
from governance.identity.staff_admin import sentence
from portal.access import MemberRequest, member_required
from portal.cases.calculations import shown_after
from portal.cases.reach import Met, case_page, meet
from portal.cases.showing import told_lines
from portal.refusals import show_refusal
from registry.casework.errors import CaseCode
from registry.casework.kinds import Step
from registry.casework.selectors.record import lines_of
from registry.casework.services.taking import forbidden, require_state, take
from registry.casework.step_forms import VERSION, step_form, version_sent

TITLES = {403: "不能办理", 404: "没有这一步骤", 409: "现在不能办理"}
# Refusals after which sending the form again is of no use.
FINAL = frozenset({CaseCode.CASE_UNKNOWN, CaseCode.STEP_FORBIDDEN, CaseCode.STATE_REFUSED})


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def step(request: MemberRequest, case: UUID, step: str) -> HttpResponse:
    met = meet(request, case)
    try:
        chosen = _offered(met, step)
    except CodedError as refusal:
        return _refused(request, met, refusal)
    version = version_sent(request, met.case)
    form = step_form(chosen, request, case=met.case, actor=request.member.actor)
    if request.method != "POST":
        return _page(request, met, chosen, form, version)
    if not form.is_valid():
        return _page(request, met, chosen, form, version, status=422)
    try:
        with transaction.atomic():
            _take(request, met, chosen, form, version)
    except CodedError as refusal:
        return _not_taken(request, met, chosen, form, version, refusal)
    return _after(request, met, chosen)


def _offered(met: Met, code: str) -> Step:
    """The step, if it is this member's and the case is where it can be taken. Raises ``step_unknown``,
    ``step_forbidden``, ``state_refused``. What takes two persons is the bureau's, in its own pages."""
    chosen = met.kind.step(code)
    if chosen.second or not chosen.parties & met.standing.parties:
        raise forbidden(chosen, met.case, chosen.proposers or chosen.parties)
    require_state(met.kind, chosen, met.case)
    return chosen


def _take(request: MemberRequest, met: Met, step: Step, form: Any, version: int) -> None:
    take(
        actor=request.member.actor,
        case=met.case.pk,
        step=step.code,
        reason=form.cleaned_data["reason"],
        data=form.data_for_step(),
        version=version,
        organisation=request.member.organisation.uuid,
    )


def _after(request: MemberRequest, met: Met, step: Step) -> HttpResponse:
    """To the result, the case, or the list when the case is theirs no longer."""
    try:
        now = meet(request, met.case.pk)
    except Http404:
        messages.success(request, f"已办理“{step.zh}”。")
        return redirect(met.group.page)
    moved = f"，现为“{now.case.state_zh}”" if now.case.state != met.case.state else ""
    messages.success(request, f"已办理“{step.zh}”{moved}。")
    return redirect(shown_after(now.case, step) or case_page(now.case))


def _not_taken(
    request: MemberRequest, met: Met, step: Step, form: forms.Form, version: int,
    refusal: CodedError,
) -> HttpResponse:  # fmt: skip
    """The same form with the sentence and all that was typed. Where the case went on meanwhile, what
    happened is shown, and sending again counts for the case as it is now."""
    if refusal.kind in FINAL:
        return _refused(request, met, refusal)
    show_refusal(request, form, refusal, thing=met.case)
    missed: list[Any] = []
    if refusal.kind is CaseCode.CASE_CHANGED:
        met = meet(request, met.case.pk)
        missed = told_lines(lines_of(met.case)[0][: max(met.case.version - version, 0)], met)
        version = met.case.version
    status = refusal.sentence.status
    return _page(request, met, step, form, version, status=status, missed=missed)


def _page(
    request: MemberRequest, met: Met, step: Step, form: Any, version: int, *, status: int = 200,
    missed: Any = (),
) -> HttpResponse:  # fmt: skip
    context = {
        "met": met,
        "case": met.case,
        "step": step,
        "form": form,
        "version_name": VERSION,
        "version": version,
        "first": [field for field in form.visible_fields() if field.name != "reason"],
        "reason": form["reason"],
        "entry": hasattr(form, "entry"),  # data asked for by a methodology
        "sheets": [each for each in getattr(form, "sheets", ()) if each.faults or each.wrong_rows],
        "wrong": status != 200,
        "files_again": status != 200 and bool(request.FILES),
        "missed": missed,
    }
    return render(request, "portal/cases/step.html", context, status=status)


def _refused(request: MemberRequest, met: Met, refusal: CodedError) -> HttpResponse:
    """A page that says what is wrong; what was typed stands on it, to be copied."""
    note(request, refusal, met.case)
    status = refusal.sentence.status
    own = {VERSION, "csrfmiddlewaretoken"}
    context = {
        "title": TITLES.get(status, "没有办理"),
        "sentence": sentence(refusal),
        "case": met.case,
        "back": case_page(met.case),
        "list": reverse(met.group.page),
        "typed": [text for name in request.POST if name not in own
                  for text in request.POST.getlist(name) if len(text.strip()) > 1],
    }  # fmt: skip
    return render(request, "portal/cases/refused.html", context, status=status)
