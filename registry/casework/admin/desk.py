"""The work desk (待办): what waits for this person, where it is oldest and where it presses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from core import clock
from governance.audit.approvals.admin.lent import lent
from governance.audit.approvals.templatetags.approvals_desk import approvals_waiting
from governance.identity.roles import STAFF, Role
from governance.identity.web import request_actor
from registry.casework.admin.filters import programmes
from registry.casework.models import Case
from registry.casework.selectors.desk import Desk, Pile, desk_of
from registry.casework.selectors.due import due
from registry.casework.selectors.naming import party_name, state_name


def list_url(**asked: str) -> str:
    address = reverse("admin:casework_case_changelist")
    return f"{address}?{urlencode(asked)}" if asked else address


def desk_context(request: HttpRequest) -> dict[str, Any]:
    """What the desk and its panel on the first page show; everything counted is a link."""
    desk = desk_of(request_actor(request), lent(request))
    works = request_actor(request).may(*STAFF, Role.EXPERT) or bool(desk.turn)
    return {
        "desk": desk,
        "works": works,
        "tiles": _tiles(desk, works),
        "turn": _rows(request, desk.turn),
        "others": _rows(request, desk.others),
        "handled": _cases(desk, desk.handled),
        "pressing": _cases(desk, desk.pressing),
        "handled_url": list_url(handler="me", turn="open"),
    }


def _tiles(desk: Desk, works: bool) -> list[tuple[str, int, str, str]]:
    """Of what is theirs, for those who work on cases; of all they see, for those who only look."""
    turn, of = ("mine", "其中") if works else ("open", "")
    late, soon = (desk.total(each, all_piles=not works) for each in ("late", "soon"))
    count = desk.total("count", all_piles=not works)
    tiles = [
        ("轮到我办理" if works else "在办", count, list_url(turn=turn), ""),
        (f"{of}已逾期", late, list_url(turn=turn, due="late"), "late" if late else ""),
        (f"{of}三个工作日内到期", soon, list_url(turn=turn, due="soon"), "soon" if soon else ""),
    ]
    if works:
        handled = desk.total("handled", all_piles=True)
        tiles.append(("我承办的", handled, list_url(handler="me", turn="open"), ""))
    return tiles


def _rows(request: HttpRequest, piles: Iterable[Pile]) -> list[dict[str, Any]]:
    names, now = programmes(request), clock.now()
    found = []
    for pile in piles:
        asked = {"kind": pile.kind, "state": pile.state, "programme": pile.programme}
        found.append(
            {
                "pile": pile,
                "programme": names.get(pile.programme, pile.programme),
                "party": party_name(pile.party),
                "days": (now - pile.oldest).days,
                "url": list_url(**asked),
                "late_url": list_url(**asked, due="late"),
                "soon_url": list_url(**asked, due="soon"),
            }
        )
    return found


def _cases(desk: Desk, cases: Iterable[Case]) -> list[dict[str, Any]]:
    today = clock.today()
    return [
        {
            "case": case,
            "state": state_name(case.kind, case.state),
            "due": case.due_on and due(
                case.due_on, provisional=case.due_provisional, calendar=desk.calendar, today=today
            ),
        }
        for case in cases
    ]  # fmt: skip


class DeskPages(admin.ModelAdmin):
    def desk_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.desk_view)
        return [path("desk/", view, name="casework_case_desk")]

    def desk_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | desk_context(request) | {
            "title": "待办",
            "opts": self.opts,
            "media": self.media,
            "approvals": approvals_waiting({"request": request}),
        }  # fmt: skip
        return TemplateResponse(request, "admin/casework/desk.html", context)
