"""R-VVB-01, as far as this room can see: accredited today, holds no units, shares no people with the
client. What ties a body to a project in particular is for the kind of case to say."""

from __future__ import annotations

from core import clock
from core.errors import CodedError
from registry.casework.errors import CaseCode
from registry.casework.models import Case, Participant
from registry.ledger.models import Account, Bucket
from registry.ledger.selectors.balances import balances
from registry.organisations.models import Organisation
from registry.organisations.selectors.memberships import in_force
from registry.vvb.errors import VvbCode
from registry.vvb.selectors.accredited import accredited_bodies

GONE = frozenset({Bucket.RETIRED, Bucket.CANCELLED})
CLIENT = (Participant.As.OWNER, Participant.As.AGENT)


def require_independent(case: Case, body: Organisation, scope: str) -> None:
    """Asked when the body is chosen and again when it signs: things may change meanwhile. Raises
    ``not_accredited``, ``vvb_holds_units``, ``vvb_shares_people``."""
    if not accredited_bodies(scope, clock.today()).filter(pk=body.pk).exists():
        raise CodedError(CaseCode.NOT_ACCREDITED, name=body.name_zh, scope=scope or "—")
    if holds_units(body):
        raise CodedError(VvbCode.VVB_HOLDS_UNITS, name=body.name_zh)
    refuse_shared_people(case, body)


def holds_units(body: Organisation) -> bool:
    """Whether an account of the body has units that still exist."""
    accounts = Account.objects.filter(holder_uuid=body.pk).values_list("id", flat=True)
    return any(
        each.quantity_t > 0 and each.bucket not in GONE
        for account in accounts
        for each in balances(account)
    )


def refuse_shared_people(case: Case, body: Organisation) -> None:
    """Nobody acts for the body and for a client of the case, past agents included."""
    clients = Participant.objects.filter(case_id=case.pk, part__in=CLIENT)
    own = in_force().filter(organisation=body).values_list("user_id", flat=True)
    shared = in_force().filter(
        organisation_id__in=clients.values("organisation_id"), user_id__in=list(own)
    )
    for each in shared.select_related("organisation", "user")[:1]:
        raise CodedError(
            VvbCode.VVB_SHARES_PEOPLE,
            name=body.name_zh,
            client=each.organisation.name_zh,
            people=each.user.get_full_name(),
        )
