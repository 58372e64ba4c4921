"""Findings: raised by the body, answered by the applicant, closed by the body."""

from __future__ import annotations

from core import clock
from core.errors import CodedError
from registry.casework.given import choice_given, text_given
from registry.casework.kinds import Taking
from registry.vvb.errors import VvbCode
from registry.vvb.models import Finding
from registry.vvb.selectors.engaged import require_engaged
from registry.vvb.services.engaging import require_declared


def raise_finding(taking: Taking) -> None:
    """Raise ``data["kind"]`` (CAR, CL, FAR) with ``data["text"]``, under the next number."""
    engagement = require_declared(taking.case)
    kind = choice_given(taking, "kind", "类别", Finding.Kind.values)
    found = Finding.objects.create(
        engagement=engagement,
        number=engagement.findings.count() + 1,
        kind=kind,
        text=text_given(taking, "text", "内容"),
        raised_by_id=taking.actor.user_id,
        raised_by=taking.actor.name,
    )
    taking.detail |= {"finding": str(found), "text": found.text}


def respond(taking: Taking) -> None:
    """Answer ``data["finding"]`` (its number) with ``data["response"]``; again while it is open: the
    record of the steps keeps each answer."""
    found = _open(taking)
    found.response = text_given(taking, "response", "答复")
    found.responded_by, found.responded_at = taking.actor.name, clock.now()
    found.save(update_fields=["response", "responded_by", "responded_at"])
    taking.detail |= {"finding": str(found), "response": found.response}


def close(taking: Taking) -> None:
    """Close ``data["finding"]``, answered before unless it is a FAR. Raises ``finding_unanswered``."""
    found = _open(taking)
    if found.responded_at is None and found.kind != Finding.Kind.FAR:
        raise CodedError(VvbCode.FINDING_UNANSWERED, finding=str(found))
    found.closed_by_id, found.closed_by = taking.actor.user_id, taking.actor.name
    found.closed_at = clock.now()
    found.save(update_fields=["closed_by_id", "closed_by", "closed_at"])
    taking.detail["finding"] = str(found)


def _open(taking: Taking) -> Finding:
    engagement = require_engaged(taking.case)
    number = str(taking.data.get("finding") or "")
    found = None
    if number.isdecimal() and len(number) < 6:
        found = engagement.findings.filter(number=int(number), closed_at=None).first()
    if found is None:
        raise CodedError(VvbCode.FINDING_UNKNOWN)
    return found
