"""Loading a year's notice. What it changes is shown before (:func:`preview`) and nothing is replaced:
a correction is a further edition of the year.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.rights import require, require_reason, require_second
from governance.identity.roles import Role
from governance.rulebook.calendar.notice_files import Notice, read_notice
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.errors import RulebookCode
from governance.rulebook.models import CalendarNotice

LOADERS = (Role.CHECKER, Role.APPROVER)
WORDS = {"act": "装载节假日安排", "act_en": "load a calendar notice"}


@dataclass(frozen=True, slots=True)
class Preview:
    """``changed`` are the days on which it is now decided otherwise than before; weekdays counted
    as working until the notice said they are not, and weekend days the other way."""

    notice: Notice
    changed: tuple[dt.date, ...]


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


@transaction.atomic
def load_notice(*, actor: Actor, text: str, reason: str) -> CalendarNotice:
    """Load a notice's file (State Council, yearly). Raises ``forbidden``, ``second_person_needed``,
    ``reason_missing`` and what :func:`preview` raises; two at once for the same edition: one of them."""
    require(actor, *LOADERS, **WORDS)
    require_second(actor, **WORDS)
    notice, reason = preview(text).notice, require_reason(reason)
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
