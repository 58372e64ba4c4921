"""For the first page of the admin: the panel of the work desk."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib import admin

from registry.casework.models import Case

register = template.Library()


@register.inclusion_tag("admin/casework/desk_panel.html", takes_context=True)
def casework_desk(context: dict[str, Any]) -> dict[str, Any]:
    """Nothing for whoever may see no cases."""
    from registry.casework.admin.desk import desk_context

    request = context["request"]
    page = admin.site.get_model_admin(Case)
    return desk_context(request) if page.has_view_permission(request) else {}
