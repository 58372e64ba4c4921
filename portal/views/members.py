"""One member: another role, or the end of the membership; the 管理员's to decide, with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from core.errors import CodedError
from portal.access import MemberRequest, member_required
from portal.forms.members import ReasonForm, RoleForm
from portal.refusals import show_refusal
from portal.views.joining import MANAGERS
from registry.organisations.models import MemberRole, Membership
from registry.organisations.selectors.memberships import in_force
from registry.organisations.services.memberships import change_membership, end_membership


@require_http_methods(["GET", "HEAD", "POST"])
@member_required(roles=MANAGERS)
def member(request: MemberRequest, membership: int) -> HttpResponse:
    own = in_force().filter(organisation=request.member.organisation).select_related("user")
    found = get_object_or_404(own, pk=membership)
    act = request.POST.get("act", "")
    role = RoleForm(request.POST if act == "role" else None, prefix="role", now=found.role)
    end = ReasonForm(request.POST if act == "end" else None, prefix="end")
    asked = {"role": role, "end": end}.get(act)
    if asked is not None and asked.is_valid() and _done(request, found, act, asked):
        return redirect("portal:organisation")
    context = {
        "membership": found,
        "role": role,
        "end": end,
        "oneself": found.user_id == request.member.user.pk,
    }
    return render(request, "portal/member.html", context)


def _done(request: MemberRequest, found: Membership, act: str, form: RoleForm | ReasonForm) -> bool:
    named = found.user.get_full_name()
    why = {"actor": request.member.actor, "reason": form.cleaned_data["reason"]}
    try:
        with transaction.atomic():
            if act == "role":
                chosen = form.cleaned_data["role"]
                change_membership(**why, membership=found.pk, role=chosen)
                told = f"{named}的角色已改为{MemberRole(chosen).label}。"
            else:
                end_membership(**why, membership=found.pk)
                told = f"已终止{named}的成员关系。"
    except CodedError as refusal:
        show_refusal(request, form, refusal, thing=found)
        return False
    messages.success(request, told)
    return True
