"""Which validating and verifying bodies suit a project: the rules asked with what is recorded.

Used by the project's own case for its validator and by its reports for their verifiers.
"""

from __future__ import annotations

from uuid import UUID

from core import clock
from governance.rulebook.selectors import value_on
from registry.casework.models import Case, Participant
from registry.organisations.models import Organisation
from registry.projects.models import Mandate, Project
from registry.projects.rules.naming import NamedBy, check_naming
from registry.projects.rules.objections import refuse_any
from registry.projects.rules.validators import check_independent, check_verifier
from registry.vvb.models import Engagement, Mode, Role

_SIDES = {Mode.NAMED: NamedBy.APPLICANT, Mode.ASSIGNED: NamedBy.BUREAU}


def require_naming(case: Case, mode: Mode) -> None:
    """R-VVB-02: ``vvb_named_by_other`` when the programme has the other side choose."""
    named_by = str(value_on("R-VVB-02", "named_by", case.programme_id, clock.today()))
    refuse_any(check_naming(_SIDES[mode], named_by))


def parties_of(case: Case) -> set[UUID]:
    """Organisations on the client's side of a case, past ones and all who ever had a mandate of
    the applicant included."""
    sides = [Participant.As.OWNER, Participant.As.AGENT]
    found = Participant.objects.filter(case_id=case.pk, part__in=sides)
    agents = Mandate.objects.filter(owner=case.applicant_id).values_list("agent_id", flat=True)
    parties = {case.applicant_id, *found.values_list("organisation_id", flat=True), *agents}
    return {each for each in parties if each is not None}


def validators_of(project: Project) -> set[UUID]:
    """All bodies that ever signed a validation of the project."""
    signed = Engagement.objects.filter(
        case_id=project.pk, role=Role.VALIDATE, signed_at__isnull=False
    )
    return set(signed.values_list("organisation_id", flat=True))


def require_validator(case: Project, body: Organisation) -> None:
    """R-VVB-01 for the validator of ``case``: ``vvb_is_party``."""
    refuse_any(check_independent(body.pk, parties_of(case)))


def require_verifier(case: Case, project: Project, body: Organisation) -> None:
    """R-VVB-01 for the verifier of a report ``case`` of ``project``: ``vvb_is_party``,
    ``verifier_is_validator``."""
    differ = value_on("R-VVB-01", "verifier_is_not_validator", case.programme_id, clock.today())
    refuse_any(
        [
            *check_independent(body.pk, parties_of(case) | parties_of(project)),
            *check_verifier(body.pk, validators_of(project), must_differ=bool(differ)),
        ]
    )
