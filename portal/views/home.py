"""The first page, and choosing for which organisation one acts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from portal.access import CHOSEN, MemberRequest, member_required
from portal.pages import PANELS


@require_safe
@member_required
def home(request: MemberRequest) -> HttpResponse:
    shown = []
    for panel in PANELS:
        if request.member.role in panel.roles:
            read = panel.read(request.member)
            if read is not None:
                shown.append({"title": panel.title, "template": panel.template, "panel": read})
    return render(request, "portal/home.html", {"panels": shown})


@require_POST
@member_required
def choose(request: MemberRequest) -> HttpResponse:
    """Only among one's own; the first page follows, for what was open may not be of the other."""
    wanted = request.POST.get("organisation", "")
    if wanted not in {str(each.uuid) for each in request.member.choices}:
        raise Http404
    request.session[CHOSEN] = wanted
    return redirect("portal:home")
