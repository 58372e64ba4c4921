"""Proposing an act: checked, rehearsed, numbered, and left for another to decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import connection, transaction

from core import clock
from core.errors import CodedError
from core.ids import uuid7
from governance.audit.approvals import standing
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.kinds import ApprovalKind, Payload, kind_of
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.services.documents import Upload, check_uploads, keep_uploads
from governance.audit.approvals.term import term_days
from governance.identity.actor import Actor, Seconding
from governance.identity.rights import require_reason

_NUMBER = """
INSERT INTO approvals_numbering AS n (programme, year, last) VALUES (%s, %s, 1)
ON CONFLICT (programme, year) DO UPDATE SET last = n.last + 1 RETURNING last
"""


@transaction.atomic
def propose(
    *,
    actor: Actor,
    kind: str,
    payload: Payload,
    reason: str,
    attachments: Sequence[Upload] = (),
    key: str | None = None,
) -> Approval:
    """Ask for an act that takes two persons. Nothing is done yet but a rehearsal, which is undone:
    what could not be done now is refused now, in the words of its room.

    The same ``key`` of the same person again is the same proposal. Raises ``kind_unknown``,
    ``forbidden``, ``reason_missing``, ``document_…``, ``already_pending``, ``proposal_mismatch`` and
    whatever the act itself refuses.
    """
    chosen = kind_of(kind)
    if not standing.has_some(actor, chosen.maker_roles):
        standing.required(actor, chosen.maker_roles, standing.EVERY, *_words(chosen))
    reason = require_reason(reason)
    if key is not None and (known := _known(actor, key)):
        return _the_same(known, kind, payload)
    check_uploads(attachments)
    if chosen.documents_needed and not attachments:
        raise CodedError(ApprovalCode.DOCUMENT_NEEDED, kind=chosen.zh)
    subject = chosen.subject(payload)
    held = standing.required(actor, chosen.maker_roles, subject.programme, *_words(chosen))
    chosen.check(payload, actor)
    if (twin := _pending_twin(kind, payload)) is not None:
        if key is not None and (twin.maker_id, twin.key) == (actor.user_id, key):
            return twin  # it came in after the first look
        raise CodedError(ApprovalCode.ALREADY_PENDING, number=twin.number)
    now, uuid = clock.now(), uuid7()
    try:
        number = _next_number(subject.programme, now.year, actor, key)
    except _Twin as other:
        return _the_same(other.first, kind, payload)
    approval = Approval(
        uuid=uuid,
        number=number,
        kind=kind,
        programme=subject.programme,
        title=subject.title[:300],
        object_kind=subject.object_kind,
        object_uuid=subject.object_uuid,
        object_label=subject.object_label[:200],
        payload=payload,
        reason=reason,
        key=key or uuid.hex,
        maker_id=actor.user_id,
        maker_name=actor.name,
        maker_role=held.role,
        maker_ip=actor.ip,
        maker_for_id=held.for_id,
        maker_for_name=held.for_name,
        proposed_at=now,
        expires_at=now + dt.timedelta(days=term_days(subject.programme, now.date())),
    )
    approval.save(force_insert=True)
    keep_uploads(approval, attachments)
    rehearse(chosen, approval)
    return approval


class _Undone(Exception):
    pass


def rehearse(kind: ApprovalKind, approval: Approval) -> None:
    """Do the act and undo it, as somebody who may: raises what the act would be refused for."""
    role = min(kind.checker_roles)
    second = Actor(
        user_id=0,
        name="预演",
        roles=frozenset({role}),
        grants=frozenset({(role.value, approval.programme)}),
        seconding=Seconding(approval.uuid, approval.number, approval.maker_id, approval.maker_name),
    )
    try:
        with transaction.atomic():
            kind.execute(approval.payload, second, approval)
            raise _Undone
    except _Undone:
        return


def _words(kind: ApprovalKind) -> tuple[str, str]:
    return f"提出{kind.zh}", f"propose: {kind.en}"


def _known(actor: Actor, key: str) -> Approval | None:
    return Approval.objects.filter(maker_id=actor.user_id, key=key).first()


def _the_same(known: Approval, kind: str, payload: Payload) -> Approval:
    if (known.kind, known.payload) != (kind, payload):
        raise CodedError(ApprovalCode.PROPOSAL_MISMATCH, number=known.number)
    return known


def _pending_twin(kind: str, payload: Payload) -> Approval | None:
    return Approval.objects.filter(
        kind=kind, payload=payload, status=Status.PENDING, expires_at__gte=clock.now()
    ).first()


class _Twin(Exception):
    """The same proposal came in at the same moment and was first."""

    def __init__(self, first: Approval) -> None:
        self.first = first


@transaction.atomic
def _next_number(programme: str, year: int, actor: Actor, key: str | None) -> str:
    """``FH-BJ-2026-000123``; the row of its programme and year is locked until commit, so that no
    number is left out, none is given twice, and a twin of this proposal is seen."""
    scope = programme or "ALL"
    with connection.cursor() as cursor:
        cursor.execute(_NUMBER, (scope, year))
        (last,) = cursor.fetchone()
    if key is not None and (first := _known(actor, key)):
        raise _Twin(first)
    return f"FH-{scope}-{year}-{last:06d}"
