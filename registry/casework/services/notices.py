"""公示: opening it, taking comments from anybody, answering them, ending it when its days are over."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from core import clock
from core.errors import CodedError
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking
from registry.casework.models import Case, Comment, Notice
from registry.casework.services import clocks

CLOCK = "notice"


def open_notice(taking: Taking, *, title: str, summary: str) -> Notice:
    """Open the public notice today, for the working days of R-NOTICE-01."""
    running = clocks.start(taking.case, CLOCK, "R-NOTICE-01")
    return Notice.objects.create(
        case_id=taking.case.uuid, title=title[:200], summary=summary[:5000],
        opens_on=running.counted_from, closes_on=running.due_on, provisional=running.provisional,
    )  # fmt: skip


def running_notice(case: Case) -> Notice | None:
    return Notice.objects.filter(case_id=case.uuid, ended_at=None).first()


def require_over(case: Case) -> None:
    """Raises ``notice_running`` until its last day has passed, ``notice_unanswered`` while comments
    wait for an answer. A provisional last day is waited for like any other."""
    notice = running_notice(case)
    if notice is None:
        raise CodedError(CaseCode.NOTICE_CLOSED)
    if clock.today() <= notice.closes_on:
        raise CodedError(
            CaseCode.NOTICE_RUNNING,
            closes=notice.closes_on.isoformat(),
            provisional="（暂定）" if notice.provisional else "",
        )
    if unanswered := notice.comments.filter(answered_at=None).count():
        raise CodedError(CaseCode.NOTICE_UNANSWERED, count=unanswered)


def end_notice(taking: Taking) -> None:
    """End it, whether over or broken off (withdrawn, sent back)."""
    Notice.objects.filter(case_id=taking.case.uuid, ended_at=None).update(ended_at=clock.now())
    clocks.end(taking.case, CLOCK)


@transaction.atomic
def comment(
    *, notice: UUID, name: str, contact: str, text: str, organisation: str = "", ip: str = ""
) -> Comment:
    """Take a comment from anybody while the notice runs. Raises ``notice_closed``,
    ``comment_invalid``."""
    name, contact, text = name.strip(), contact.strip(), text.strip()
    if not (0 < len(name) <= 50 and 0 < len(contact) <= 100 and 5 <= len(text) <= 2000):
        raise CodedError(CaseCode.COMMENT_INVALID)
    found = Notice.objects.select_for_update().filter(uuid=notice, ended_at=None).first()
    if found is None or not found.opens_on <= clock.today() <= found.closes_on:
        raise CodedError(CaseCode.NOTICE_CLOSED)
    return Comment.objects.create(
        notice=found, name=name, contact=contact, text=text, organisation=organisation.strip()[:100],
        ip=ip,
    )  # fmt: skip


def answer_comment(taking: Taking) -> None:
    """Effect of a step with ``data["comment"]`` (uuid): answered once, with ``data["answer"]`` or else
    the reason."""
    found = Comment.objects.filter(
        notice__case_id=taking.case.uuid, uuid=taking.data["comment"], answered_at=None
    ).first()
    if found is None:
        raise CodedError(CaseCode.COMMENT_UNKNOWN)
    found.answer = (taking.data.get("answer") or "").strip() or taking.reason
    found.answered_by = taking.actor.name
    found.answered_at = clock.now()
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    taking.detail["comment"] = str(found.uuid)
