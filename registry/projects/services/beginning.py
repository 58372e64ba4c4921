"""Beginning a project, by its owner's 经办 or by an agent's under a mandate."""

from __future__ import annotations

from django.db import transaction

from governance.identity.actor import Actor
from registry.casework.services.beginning import begin
from registry.organisations.models import Organisation
from registry.projects.kind import PROJECT
from registry.projects.models import Project
from registry.projects.services.mandates import require_mandate


@transaction.atomic
def begin_project(
    *,
    actor: Actor,
    applicant: Organisation,
    programme: str,
    title: str,
    agent: Organisation | None = None,
    reason: str = "新建项目",
) -> Project:
    """A draft of ``applicant``. Raises ``step_forbidden``, ``mandate_missing``, ``reason_missing``."""
    mandate = require_mandate(applicant, agent) if agent else None
    return begin(
        actor=actor, kind=PROJECT, applicant=applicant, agent=agent, reason=reason,
        agent_until=mandate.expires_at if mandate else None, programme_id=programme, title=title,
        district_id=applicant.district_id,
    )  # fmt: skip
