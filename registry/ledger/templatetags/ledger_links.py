"""Links from a holder's page, which knows nothing of the ledger, to the holder's accounts."""

from __future__ import annotations

from typing import Any

from django import template

from governance.audit.approvals import standing
from governance.audit.approvals.selectors import pending_on
from governance.identity.web import request_actor
from registry.ledger.admin.reach import reach
from registry.ledger.approvals.naming import PROPOSERS
from registry.ledger.models import Account
from registry.ledger.selectors.reach import READERS
from registry.organisations.models import Holder
from registry.organisations.selectors.holders import holder_facts

# Holders of another registry's records get theirs by the import alone.
OWN_KINDS = {Holder.Kind.ORGANISATION, Holder.Kind.PERSON}
register = template.Library()


@register.inclusion_tag("admin/ledger/holder_accounts.html", takes_context=True)
def holder_accounts(context: Any, holder: Any) -> dict[str, Any]:
    """The accounts of a holder, those asked for, and the way to ask for one for whoever may."""
    actor = request_actor(context["request"])
    readable = context["request"].user.looks_at_everything or actor.may(*READERS)
    accounts = Account.objects.filter(holder_uuid=holder.pk).order_by("programme")
    asked = pending_on([holder.pk])
    if (programmes := reach(context["request"], READERS)) is not None:
        accounts = accounts.filter(programme__in=programmes)
        asked = asked.filter(programme__in=programmes)
    organisation = holder.organisation
    facts = holder_facts(holder.pk)
    return {
        "accounts": list(accounts) if readable else [],
        "readable": readable,
        "barred": not facts.may_hold,
        "asked": list(asked) if readable else [],
        "may_open": facts.may_hold
        and holder.kind in OWN_KINDS
        and standing.has_some(actor, PROPOSERS),
        "code": organisation.uscc if organisation else holder.pk,
    }
