"""A person asks to join: the organisation's 管理员 looks at the application and answers it."""

from __future__ import annotations

import io
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from core.errors import CodedError
from portal.access import MemberRequest, member_required
from portal.forms.members import AcceptForm, ReasonForm
from portal.refusals import show_refusal
from registry.organisations.models import Enrolment, EnrolmentPaper, MemberRole
from registry.organisations.selectors.enrolments import joining
from registry.organisations.services.enrolment_decisions import accept_enrolment, refuse_enrolment

MANAGERS = (MemberRole.ADMIN,)


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(roles=MANAGERS)
def decide(request: MemberRequest, enrolment: UUID) -> HttpResponse:
    found = joining(request.member.organisation.uuid).filter(uuid=enrolment).first()
    if found is None:
        raise Http404
    act = request.POST.get("act", "")
    accept = AcceptForm(request.POST if act == "accept" else None, prefix="accept")
    refuse = ReasonForm(request.POST if act == "refuse" else None, prefix="refuse")
    asked = {"accept": accept, "refuse": refuse}.get(act)
    if asked is not None and asked.is_valid() and _decided(request, found, act, asked):
        return redirect("portal:organisation")
    context = {
        "enrolment": found,
        "why": found.history.earliest().history_change_reason,
        "papers": found.papers.defer("content"),
        "accept": accept,
        "refuse": refuse,
    }
    return render(request, "portal/joining.html", context)


@require_safe
@member_required(roles=MANAGERS)
def paper(request: MemberRequest, paper: UUID) -> FileResponse:
    own = joining(request.member.organisation.uuid)
    found = EnrolmentPaper.objects.filter(uuid=paper, enrolment__in=own.values("uuid")).first()
    if found is None:
        raise Http404
    content = io.BytesIO(bytes(found.content))
    kind = found.content_type
    return FileResponse(content, as_attachment=True, filename=found.name, content_type=kind)


def _decided(
    request: MemberRequest, found: Enrolment, act: str, form: AcceptForm | ReasonForm
) -> bool:
    named = found.applicant.get_full_name()
    decided = {"actor": request.member.actor, "reason": form.cleaned_data["reason"]}
    try:
        with transaction.atomic():
            if act == "accept":
                role = form.cleaned_data["role"]
                accept_enrolment(**decided, enrolment=found.uuid, role=role)
                told = f"{named}已成为本单位的{MemberRole(role).label}。"
            else:
                refuse_enrolment(**decided, enrolment=found.uuid)
                told = f"已不予通过{named}的申请，本人会看到理由。"
    except CodedError as refusal:
        show_refusal(request, form, refusal, thing=found)
        return False
    messages.success(request, told)
    return True
