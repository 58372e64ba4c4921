"""The navigation and the choice of organisation, on every page of the portal."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

from portal.access import Member, member_of
from portal.pages import NAV

register = template.Library()


@register.simple_tag(takes_context=True)
def portal_member(context: template.Context) -> Member | None:
    """For whom the page is; also where a page is open to those who are no member yet."""
    request = context["request"]
    return getattr(request, "member", None) or member_of(request)


@register.simple_tag(takes_context=True)
def portal_nav(context: template.Context, member: Member) -> list[dict[str, Any]]:
    """(label, url, whether we are there, count) of each entry the member may open. A page of a case
    says itself to which entry it belongs (``request.section``)."""
    request = context["request"]
    here = getattr(request, "section", request.path)
    shown = [item for item in NAV if member.role in item.roles and item.shown(member)]
    entries = [(item, reverse(item.page)) for item in shown]
    within = [url for _, url in entries if here.startswith(url)]
    current = max(within, key=len, default="")
    return [
        {"label": item.label, "url": url, "current": url == current, "count": item.count(member)}
        for item, url in entries
    ]
