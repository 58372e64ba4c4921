"""Loading a year's notice. What it changes is shown before (:func:`preview`, :func:`would_move`) and
nothing is replaced: a correction is a further edition of the year. Deadlines that ran by the old calendar
are counted anew by the rooms that keep them, in the same transaction.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from core.errors import CodedError
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.rights import require, require_reason, require_second
from governance.identity.roles import Role
from governance.rulebook.calendar.notice_files import Notice, read_notice
from governance.rulebook.calendar.recomputing import recompute_all
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.errors import RulebookCode
from governance.rulebook.models import CalendarNotice

LOADERS = (Role.CHECKER, Role.APPROVER)
WORDS = {"act": "装载节假日安排", "act_en": "load a calendar notice"}
REHEARSING = Actor(user_id=0, name="预演")


@dataclass(frozen=True, slots=True)
class Preview:
    """``changed`` are the days on which it is now decided otherwise than before; weekdays counted
    as working until the notice said they are not, and weekend days the other way."""

    notice: Notice
    changed: tuple[dt.date, ...]


@dataclass(frozen=True, slots=True)
class Loaded:
    """``moved`` is the number of running deadlines that now end on another day."""

    notice: CalendarNotice
    moved: int


def preview(text: str) -> Preview:
    """What loading this file would change. Raises ``notice_invalid``, ``notice_loaded``."""
    notice = read_notice(text)
    if CalendarNotice.objects.filter(year=notice.year, edition__gte=notice.edition).exists():
        raise CodedError(RulebookCode.NOTICE_LOADED, year=notice.year, edition=notice.edition)
    before = work_calendar()
    off, on = set(notice.days_off), set(notice.days_on)
    was_off = {day for day in before.days_off if day.year == notice.year}
    was_on = {day for day in before.days_on if day.year == notice.year}
    return Preview(notice, tuple(sorted((off ^ was_off) | (on ^ was_on))))


def would_move(text: str) -> int:
    """How many running deadlines loading this file would move: they are moved, counted, and put back.
    Raises what :func:`preview` raises."""
    notice = preview(text).notice
    calendar = work_calendar().with_year(notice.year, notice.days_off, notice.days_on)
    with transaction.atomic():
        with recording(REHEARSING, "预演"):
            moved = recompute_all(calendar)
        transaction.set_rollback(True)
    return moved


@transaction.atomic
def load_notice(*, actor: Actor, text: str, reason: str) -> Loaded:
    """Load a notice's file (State Council, yearly) and recompute the deadlines that run. Raises
    ``forbidden``, ``second_person_needed``, ``reason_missing`` and what :func:`preview` raises; two at
    once for the same edition: one of them. What a recomputer raises leaves nothing loaded."""
    require(actor, *LOADERS, **WORDS)
    require_second(actor, **WORDS)
    read, reason = preview(text).notice, require_reason(reason)
    notice = _keep_once(read, actor, reason)
    with recording(actor, reason):
        return Loaded(notice, recompute_all(work_calendar()))


def _keep_once(notice: Notice, actor: Actor, reason: str) -> CalendarNotice:
    try:
        with transaction.atomic():
            return _keep(notice, actor, reason)
    except IntegrityError:  # somebody else's came in after the preview
        loaded = {"year": notice.year, "edition": notice.edition}
        raise CodedError(RulebookCode.NOTICE_LOADED, **loaded) from None


def _keep(notice: Notice, actor: Actor, reason: str) -> CalendarNotice:
    return CalendarNotice.objects.create(
        year=notice.year, edition=notice.edition, number=notice.number, title=notice.title,
        text=notice.text, loaded_by=actor.name, reason=reason,
        days_off=[day.isoformat() for day in notice.days_off],
        days_on=[day.isoformat() for day in notice.days_on],
    )  # fmt: skip
