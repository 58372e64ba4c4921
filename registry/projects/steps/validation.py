"""审定: the steps of the body that validates a project."""

from __future__ import annotations

from registry.casework.models import Participant
from registry.projects.bodies import require_naming, require_validator
from registry.projects.categories import REPORT
from registry.projects.content import content_sha256
from registry.projects.models import Project, State
from registry.projects.services.reviewing import begin_review
from registry.vvb.models import Role
from registry.vvb.setup import Setup
from registry.vvb.steps import vvb_steps


def _scope(project: Project) -> str:
    return project.product_class


VALIDATION = Setup(
    state=State.VALIDATION,
    part=Participant.As.VALIDATOR,
    role=Role.VALIDATE,
    conclude_move="conclude",
    category=REPORT,
    scope=_scope,
    check_naming=require_naming,
    check_body=require_validator,
    subject_sha256=content_sha256,
    signed=begin_review,
)
STEPS = vvb_steps(VALIDATION)
