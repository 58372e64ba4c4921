"""Beginning a case: a draft of an organisation's own, seen by nobody else."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from registry.casework.errors import CaseCode
from registry.casework.kinds import CaseKind
from registry.casework.models import Case, Event, Participant
from registry.casework.parties import Party
from registry.casework.services.participants import take_in
from registry.organisations.models import MemberRole, Organisation, Status
from registry.organisations.selectors.memberships import in_force

BEGIN = "begin"


def require_member(actor: Actor, organisation: Organisation, kind: CaseKind) -> Party:
    """An 经办 (or 管理员) of the organisation; ``step_forbidden`` for anybody else."""
    may = in_force().filter(
        user_id=actor.user_id,
        organisation=organisation,
        organisation__status=Status.ACTIVE,
        role__in=[MemberRole.MAKER, MemberRole.ADMIN],
    )
    if may.exists():
        return Party.OWNER_MAKER
    raise CodedError(
        CaseCode.STEP_FORBIDDEN,
        case=kind.zh,
        act=f"新建{kind.zh}",
        act_en=f"begin: {kind.en}",
        needed=Party.OWNER_MAKER.zh,
        needed_en=Party.OWNER_MAKER.value,
    )


@transaction.atomic
def begin(
    *, actor: Actor, kind: CaseKind, applicant: Organisation, agent: Organisation | None = None,
    agent_until: dt.datetime | None = None, reason: str = "新建", **fields: Any,
) -> Any:  # fmt: skip
    """A new draft of ``applicant``, made by an 经办 of it or, with a mandate checked above, of its
    ``agent``, whose part ends at ``agent_until``. ``fields`` are the kind's own. Raises
    ``step_forbidden``."""
    acting = agent or applicant
    party = require_member(actor, acting, kind)
    with recording(actor, reason) as told:
        case: Case = kind.model(
            kind=kind.code, applicant=applicant, created_by_id=actor.user_id, **fields
        )
        case.save(force_insert=True)
        take_in(case, Participant.As.OWNER, organisation=applicant)
        if agent is not None:
            take_in(case, Participant.As.AGENT, organisation=agent, until=agent_until)
        Event.objects.create(
            case_id=case.uuid, at=clock.now(), step=BEGIN, source="", target=case.state,
            actor_id=actor.user_id, actor_name=actor.name, party=party,
            organisation=acting.name_zh, ip=actor.ip, reason=told.reason,
        )  # fmt: skip
    return case
