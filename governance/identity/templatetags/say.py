"""``{% say "中文" "English" %}``: a sentence in the language of the page, Chinese unless English."""

from __future__ import annotations

from django import template
from django.db.models import QuerySet
from django.utils.translation import get_language

from governance.identity.login.gate import front_page
from governance.identity.models import BreakGlass
from governance.identity.services.break_glass import open_now

register = template.Library()


@register.simple_tag
def say(zh: str, en: str) -> str:
    return en if (get_language() or "").startswith("en") else zh


@register.simple_tag(takes_context=True)
def front(context: template.Context) -> str:
    """Where the user goes on from the entrance."""
    return front_page(context.get("user"))


@register.simple_tag
def open_break_glass() -> QuerySet[BreakGlass]:
    """Emergency grants in force, for the banner of every admin page."""
    return open_now()
