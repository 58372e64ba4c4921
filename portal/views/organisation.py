"""我的单位: what is registered of it, who acts for it, who asks to join."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access import MemberRequest, member_required
from registry.organisations.selectors.enrolments import joining
from registry.organisations.selectors.memberships import in_force


@require_safe
@member_required
def organisation(request: MemberRequest) -> HttpResponse:
    member = request.member
    found = in_force().filter(organisation=member.organisation).select_related("user")
    context = {
        "organisation": member.organisation,
        "members": found.order_by("valid_from", "pk"),
        "waiting": joining(member.organisation.uuid) if member.manages else (),
        "manages": member.manages,
    }
    return render(request, "portal/organisation.html", context)
