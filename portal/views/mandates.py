"""委托: to whom the organisation gave a mandate and whose mandates it holds; granting and ending are its
复核's, for the organisation chosen only."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from core import clock
from core.errors import CodedError
from portal.access import MemberRequest, member_required
from portal.forms.mandates import GrantForm, first_day
from portal.forms.members import ReasonForm
from portal.refusals import show_refusal
from registry.organisations.models import MemberRole
from registry.projects.models import Mandate
from registry.projects.services.mandates import end_mandate, grant_mandate

GRANTORS = (MemberRole.CHECKER, MemberRole.ADMIN)
REFUSAL_FIELDS = {"mandate_invalid": "valid_to"}


@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def mandates(request: MemberRequest) -> HttpResponse:
    member = request.member
    grants = member.role in GRANTORS
    if request.method == "POST" and not grants:
        raise PermissionDenied
    form = GrantForm(request.POST or None, initial=first_day()) if grants else None
    if (
        request.method == "POST"
        and form is not None
        and form.is_valid()
        and _granted(request, form)
    ):
        return redirect("portal:mandates")
    context = {
        "given": Mandate.objects.filter(owner=member.organisation).select_related("agent"),
        "held": Mandate.objects.filter(agent=member.organisation).select_related("owner"),
        "form": form,
        "today": clock.today(),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "portal/mandates.html", context, status=status)


def _granted(request: MemberRequest, form: GrantForm) -> bool:
    try:
        with transaction.atomic():
            made = grant_mandate(
                actor=request.member.actor, owner=request.member.organisation, **form.cleaned_data
            )
    except CodedError as refusal:
        show_refusal(request, form, refusal)
        return False
    messages.success(request, f"已委托{made.agent.name_zh}。")
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(roles=GRANTORS)
def end(request: MemberRequest, mandate: UUID) -> HttpResponse:
    own = Mandate.objects.filter(owner=request.member.organisation, ended_at=None)
    found = get_object_or_404(own.select_related("agent"), pk=mandate)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                end_mandate(
                    actor=request.member.actor, mandate=found.pk, reason=form.cleaned_data["reason"]
                )
        except CodedError as refusal:
            show_refusal(request, form, refusal, thing=found)
        else:
            messages.success(request, f"已终止对{found.agent.name_zh}的委托。")
            return redirect("portal:mandates")
    return render(request, "portal/mandate_end.html", {"mandate": found, "form": form})
