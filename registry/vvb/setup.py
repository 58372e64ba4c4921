"""What a kind of case says about the work of a validating or verifying body in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from registry.casework.kinds import Effect, Taking
from registry.organisations.models import Organisation
from registry.vvb.models import Mode, Role


def _nothing(taking: Taking) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Setup:
    """``state``            in which the work is done; ``part`` as what the body takes part
                            (:class:`registry.casework.models.Participant.As`); ``role`` of the engagement.
    ``conclude_move``    the transition that signing takes.
    ``category``         of the report that must be uploaded before signing.
    ``scope``            of accreditation the case asks for; empty for any.
    ``check_naming``     refuses when the other side chooses the body (R-VVB-02).
    ``check_body``       refuses a body for what only this kind knows (R-VVB-01).
    ``subject_sha256``   of exactly what is signed.
    ``check_signable``   refuses while something of the kind's own stands against signing.
    ``signed``           what the kind does when it was signed: starts a clock, keeps a copy.
    """

    state: str
    part: str
    role: Role
    conclude_move: str
    category: str
    scope: Callable[[Any], str]
    check_naming: Callable[[Any, Mode], None]
    check_body: Callable[[Any, Organisation], None]
    subject_sha256: Callable[[Any], str]
    check_signable: Effect = _nothing
    signed: Effect = _nothing
