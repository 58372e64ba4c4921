"""R-VVB-01: who validated a project does not verify it, and neither has a tie to it (令第31号).

That such a body holds no units is kept where holders are (``registry.organisations``).
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from core.errors import CodedError
from registry.projects.errors import ProjectCode
from registry.projects.rules.objections import Objections


def check_verifier(
    verifier: UUID, validators: Collection[UUID], *, must_differ: bool
) -> Objections:
    """``validators`` are all bodies that ever signed a validation of the project, replaced ones and
    those of changes included; ``must_differ`` is the parameter ``verifier_is_not_validator``. Objects
    ``verifier_is_validator``."""
    if must_differ and verifier in validators:
        return [CodedError(ProjectCode.VERIFIER_IS_VALIDATOR, body=str(verifier))]
    return []


def check_independent(body: UUID, parties: Collection[UUID]) -> Objections:
    """``parties`` are the project's owners, developers and agents. Objects ``vvb_is_party``."""
    if body in parties:
        return [CodedError(ProjectCode.VVB_IS_PARTY, body=str(body))]
    return []
