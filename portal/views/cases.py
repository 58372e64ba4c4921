"""办件: the lists of cases of the organisation chosen."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.access import MemberRequest, member_required
from portal.cases.beginning import beginnings_for
from portal.cases.groups import APPLYING, COMPILING, REVIEWING, Group
from portal.cases.listing import SHOWN, listing


def _list(request: MemberRequest, group: Group) -> HttpResponse:
    context = {
        "group": group,
        "list": listing(request.member, group, request.GET),
        "shown": SHOWN,
        "beginnings": beginnings_for(request.member, group),
    }
    return render(request, "portal/cases/list.html", context)


@require_safe
@member_required
def applying(request: MemberRequest) -> HttpResponse:
    return _list(request, APPLYING)


@require_safe
@member_required
def compiling(request: MemberRequest) -> HttpResponse:
    return _list(request, COMPILING)


@require_safe
@member_required
def reviewing(request: MemberRequest) -> HttpResponse:
    return _list(request, REVIEWING)
