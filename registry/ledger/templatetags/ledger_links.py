"""Links from a holder's page, which knows nothing of the ledger, to the holder's accounts."""

from __future__ import annotations

from typing import Any

from django import template

from governance.identity.web import request_actor
from registry.ledger.admin.accounts import OPENERS
from registry.ledger.admin.base import READERS
from registry.ledger.models import Account

register = template.Library()


@register.inclusion_tag("admin/ledger/holder_accounts.html", takes_context=True)
def holder_accounts(context: Any, holder: Any) -> dict[str, Any]:
    """The accounts of a holder, and the way to open one for whoever may."""
    actor = request_actor(context["request"])
    readable = context["request"].user.is_superuser or actor.may(*READERS)
    accounts = Account.objects.filter(holder_uuid=holder.pk).order_by("programme")
    organisation = holder.organisation
    return {
        "accounts": list(accounts) if readable else [],
        "readable": readable,
        "may_open": actor.may(*OPENERS),
        "code": organisation.uscc if organisation else holder.pk,
    }
