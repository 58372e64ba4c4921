"""Notices as everybody may read them: lists, one notice with its case, public documents, answers."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from django.db.models import Q, QuerySet

from core import clock
from registry.casework.kinds import kind_of
from registry.casework.models import Case, CaseFile, Comment, Notice
from registry.casework.selectors.visible import public_cases

RUNNING, ENDED = "running", "ended"


def notices(
    status: str, today: dt.date, *, kind: str = "", programme: str = ""
) -> QuerySet[Notice]:
    """Running ones by their last day, ended ones (over, or broken off) latest first."""
    found = Notice.objects.select_related("case__programme", "case__applicant")
    if kind:
        found = found.filter(case__kind=kind)
    if programme:
        found = found.filter(case__programme=programme)
    running = Q(ended_at=None, closes_on__gte=today)
    if status == RUNNING:
        return found.filter(running).order_by("closes_on", "uuid")
    return found.exclude(running)


def is_running(notice: Notice, today: dt.date) -> bool:
    return notice.ended_at is None and notice.opens_on <= today <= notice.closes_on


def broken_off(notice: Notice) -> bool:
    """Whether it was ended before its last day was over."""
    ended = notice.ended_at
    return ended is not None and ended.astimezone(clock.SHANGHAI).date() <= notice.closes_on


def public_case(uuid: UUID) -> Case | None:
    """The case as its kind, while everybody may see it; None otherwise."""
    base = public_cases().filter(pk=uuid).first()
    if base is None:
        return None
    return kind_of(base).model.objects.get(pk=uuid)


def public_files(case: Case) -> list[CaseFile]:
    """The public documents in force of a case, without their bytes."""
    return list(case.files.filter(public=True, replaced_by=None).defer("content"))


def public_file(uuid: UUID) -> CaseFile | None:
    """One of them, with its bytes; None unless everybody may have it."""
    found = CaseFile.objects.filter(pk=uuid, public=True, replaced_by=None).first()
    return found if found and public_case(found.case_id) else None


def answered_comments(notice: Notice) -> list[Comment]:
    return list(notice.comments.exclude(answered_at=None))
