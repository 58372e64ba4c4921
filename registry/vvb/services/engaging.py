"""Engaging a body, its declaration, and its leaving without a signature."""

from __future__ import annotations

from uuid import UUID

from core import clock
from core.errors import CodedError
from registry.casework.given import refuse_field
from registry.casework.kinds import Taking
from registry.casework.models import Case
from registry.casework.services.participants import let_go, take_in
from registry.organisations.models import Organisation
from registry.vvb.errors import VvbCode
from registry.vvb.independence import require_independent
from registry.vvb.models import Engagement, Mode
from registry.vvb.selectors.engaged import live_engagement, require_engaged
from registry.vvb.setup import Setup


def engage(taking: Taking, setup: Setup, mode: Mode) -> None:
    """Engage ``data["organisation"]`` (uuid). Raises ``vvb_engaged``, ``field_invalid``, what
    :func:`require_independent` raises, and what the kind refuses."""
    case = taking.case
    setup.check_naming(case, mode)
    at_work = live_engagement(case)
    if at_work is not None:
        raise CodedError(VvbCode.VVB_ENGAGED, name=at_work.organisation.name_zh)
    body = _chosen(taking)
    setup.check_body(case, body)
    require_independent(case, body, setup.scope(case))
    Engagement.objects.create(
        case_id=case.pk, organisation=body, role=setup.role, mode=mode,
        named_by_id=taking.actor.user_id, named_by=taking.actor.name,
    )  # fmt: skip
    take_in(case, setup.part, organisation=body)
    taking.detail["organisation"] = body.name_zh


def _chosen(taking: Taking) -> Organisation:
    unknown = refuse_field("机构", "请从列表中选择", "choose one from the list")
    try:
        uuid = UUID(str(taking.data.get("organisation")))
    except ValueError:
        raise unknown from None
    found = Organisation.objects.filter(pk=uuid).first()
    if found is None:
        raise unknown
    return found


def declare(taking: Taking) -> None:
    """The body declares that it has no conflict of interest; once. Raises ``declared_already``."""
    found = require_engaged(taking.case)
    if found.declared_at is not None:
        raise CodedError(VvbCode.DECLARED_ALREADY)
    found.declared_at = clock.now()
    found.declared_by_id, found.declared_by = taking.actor.user_id, taking.actor.name
    found.save(update_fields=["declared_at", "declared_by_id", "declared_by"])


def require_declared(case: Case) -> Engagement:
    """The engagement at work, its declaration made; ``vvb_missing``, ``declaration_missing``."""
    found = require_engaged(case)
    if found.declared_at is None:
        raise CodedError(VvbCode.DECLARATION_MISSING)
    return found


def leave(taking: Taking, setup: Setup) -> None:
    """It leaves without a signature, by itself or released; another can be chosen."""
    found = require_engaged(taking.case)
    taking.detail["organisation"] = found.organisation.name_zh
    end_engagement(taking.case, setup.part)


def end_engagement(case: Case, part: str) -> None:
    """End the engagement at work, if there is one: also when the case is withdrawn."""
    found = live_engagement(case)
    if found is None:
        return
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    let_go(case, part, organisation=found.organisation)
