"""For the first page of the admin: what waits for this person's decision."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib import admin
from django.db.models import Count, Q

from core import clock
from governance.audit.approvals import selectors
from governance.audit.approvals.models import Approval, Status
from governance.identity.web import request_actor

register = template.Library()


@register.simple_tag(takes_context=True)
def approvals_waiting(context: dict[str, Any]) -> dict[str, int] | None:
    """``mine``, ``proposed`` and ``late`` among those the person sees; None without the right to see
    any."""
    from governance.audit.approvals.admin.queue import rights

    request = context["request"]
    page = admin.site.get_model_admin(Approval)
    if not page.has_view_permission(request):
        return None
    actor = request_actor(request)
    mine = selectors.turn_of(actor, rights(request))
    pending = page.get_queryset(request).filter(status=Status.PENDING)
    return pending.aggregate(
        mine=Count("pk", filter=mine),
        proposed=Count("pk", filter=selectors.own(actor)),
        late=Count("pk", filter=Q(expires_at__lt=clock.now())),
    )
