"""消息: what one was told, unread first marked, each opened where its case is."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.access import CHOSEN, MemberRequest, member_required
from portal.cases.reach import case_page
from registry.casework.models import Case, Message
from registry.casework.selectors.visible import by_membership
from registry.casework.services.messages import mark_read

A_PAGE = 20


@require_safe
@member_required
def messages(request: MemberRequest) -> HttpResponse:
    found = Message.objects.filter(user_id=request.member.user.pk).select_related("case")
    page = Paginator(found.order_by("-created_at", "-uuid"), A_PAGE).get_page(
        request.GET.get("page")
    )
    return render(request, "portal/cases/messages.html", {"page": page})


@require_POST
@member_required
def open_message(request: MemberRequest, message: UUID) -> HttpResponse:
    """Read it: the case's page follows, of the organisation that takes part in it."""
    member = request.member
    found = get_object_or_404(Message, pk=message, user_id=member.user.pk)
    mark_read(actor=member.actor, messages=[found.pk])
    if found.case_id is None:
        return redirect("portal:messages")
    others = [each for each in member.choices if each != member.organisation]
    for organisation in (member.organisation, *others):
        case = Case.objects.filter(by_membership([organisation.uuid]), pk=found.case_id).first()
        if case is not None:
            if organisation != member.organisation:
                request.session[CHOSEN] = str(organisation.uuid)
                told.info(request, f"已切换到“{organisation.name_zh}”。")
            return redirect(case_page(case))
    told.info(request, "该办件已不由您所在的单位办理，不能再打开；消息已标为已读。")
    return redirect("portal:messages")


@require_POST
@member_required
def read_all(request: MemberRequest) -> HttpResponse:
    unread = Message.objects.filter(user_id=request.member.user.pk, read_at=None)
    mark_read(actor=request.member.actor, messages=list(unread.values_list("pk", flat=True)))
    return redirect("portal:messages")
