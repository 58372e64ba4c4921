"""Taking a step in a case: the only way in which a case changes.

In one transaction, under a lock on the case: may this person, in this state, with what stands against
it; then the transition, its effects, the record of it, and the messages. What is refused leaves
nothing behind.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from core import clock
from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require_second
from registry.casework.errors import CaseCode
from registry.casework.kinds import CaseKind, Data, Step, Taking, kind_of
from registry.casework.models import Case, Event
from registry.casework.parties import Party
from registry.casework.selectors.standing import Standing, standing_of
from registry.casework.selectors.visible import may_see
from registry.casework.services.messages import tell


@transaction.atomic
def take(
    *,
    actor: Actor,
    case: UUID,
    step: str,
    reason: str,
    data: Data | None = None,
    version: int | None = None,
    organisation: UUID | None = None,
) -> Any:
    """Take ``step`` in ``case``; the case as it is then. ``organisation``: for this one only, whatever
    else the actor is.

    Raises ``case_unknown`` (also for cases not the actor's to see), ``step_unknown``,
    ``step_forbidden``, ``second_person_needed``, ``state_refused``, ``case_changed`` (``version`` is
    that of the page), ``reason_missing`` and whatever the step refuses.
    """
    locked = locked_case(case)
    kind = kind_of(locked)
    chosen = kind.step(step)
    standing = standing_of(actor, locked, organisation=organisation)
    party = permitted(actor, kind, chosen, locked, standing)
    if version is not None and version != locked.version:
        raise CodedError(CaseCode.CASE_CHANGED, case=str(locked))
    with recording(actor, reason) as told:
        taking = Taking(locked, chosen, actor, party, told.reason, data or {}, locked.state)
        chosen.check(taking)
        _do(taking)
        keep(taking, standing)
    return locked


def permitted(actor: Actor, kind: CaseKind, step: Step, case: Any, standing: Standing) -> Party:
    """As which party the step is taken now: the table's whole answer, before ``check``. Raises
    ``case_unknown``, ``step_forbidden``, ``second_person_needed``, ``state_refused``."""
    if not may_see(kind, case, standing.parties):
        raise CodedError(CaseCode.CASE_UNKNOWN)
    party = allowed(step, case, standing)
    if step.second:
        require_second(actor, act=step.zh, act_en=step.en)
    require_state(kind, step, case)
    return party


def locked_case(uuid: UUID) -> Any:
    """The case as its kind, its row locked; ``case_unknown`` otherwise."""
    base = Case.objects.select_for_update().filter(pk=uuid).first()
    if base is None:
        raise CodedError(CaseCode.CASE_UNKNOWN)
    return kind_of(base).model.objects.get(pk=uuid)


def allowed(step: Step, case: Case, standing: Standing) -> Party:
    """As which party the step is taken; ``step_forbidden`` when as none."""
    for party in sorted(step.parties):
        if party in standing.parties:
            return party
    raise forbidden(step, case, step.parties)


def forbidden(step: Step, case: Case, needed: Iterable[Party]) -> CodedError:
    """``step_forbidden``, naming who may."""
    return CodedError(
        CaseCode.STEP_FORBIDDEN,
        case=str(case),
        act=step.zh,
        act_en=step.en,
        needed="、".join(party.zh for party in sorted(needed)),
        needed_en=" / ".join(sorted(needed)),
    )


def require_state(kind: CaseKind, step: Step, case: Any) -> None:
    if case.state not in step.states:
        raise CodedError(
            CaseCode.STATE_REFUSED,
            case=str(case),
            state=case.state_zh,
            state_en=case.state,
            act=step.zh,
            act_en=step.en,
        )


def _do(taking: Taking) -> None:
    if taking.step.move:
        getattr(taking.case, taking.step.move)()
        taking.case.since = clock.now()
    taking.step.effect(taking)


def keep(taking: Taking, standing: Standing) -> None:
    """Write the record, the case and the messages. The record comes first: the database wants it."""
    case, actor = taking.case, taking.actor
    seconding = actor.seconding
    Event.objects.create(
        case_id=case.uuid,
        at=clock.now(),
        step=taking.step.code,
        source=taking.source,
        target=case.state,
        actor_id=actor.user_id,
        actor_name=actor.name,
        actor_for=standing.stands_for(taking.party),
        party=taking.party,
        organisation=standing.organisation_of(taking.party),
        ip=actor.ip,
        reason=taking.reason,
        approval=seconding.number if seconding else "",
        detail=taking.detail,
    )
    case.version += 1
    case.save()
    if taking.step.tells:
        title = f"{case}：{taking.step.zh}"
        tell(case, taking.step.tells, title=title, body=taking.reason, but=actor.user_id)
