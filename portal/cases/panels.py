"""What the first page shows of cases: what waits for the member, what is due soon, the latest messages."""

from __future__ import annotations

from typing import Any

from core import clock
from governance.rulebook.calendar.selectors import work_calendar
from portal.access import Member
from portal.cases.listing import NEAREST, rows_of, seen_by
from registry.casework.models import Message
from registry.casework.selectors.due import soon_until
from registry.casework.selectors.members import unfinished

SHOWN, MESSAGES = 8, 4


def waiting_panel(member: Member) -> dict[str, Any]:
    """Cases whose move is the member's, the most pressing first."""
    found = list(seen_by(member).filter(is_mine=True).order_by(NEAREST, "since")[: SHOWN + 1])
    return {"rows": rows_of(found[:SHOWN]), "more": len(found) > SHOWN}


def due_panel(member: Member) -> dict[str, Any] | None:
    """Cases of the organisation with a time limit that is near or over, whoever's move it is."""
    last = soon_until(work_calendar(), clock.today())
    found = seen_by(member).filter(unfinished(), due_on__lte=last)
    rows = rows_of(found.order_by("due_on", "since")[:SHOWN])
    return {"rows": rows} if rows else None


def messages_panel(member: Member) -> dict[str, Any]:
    found = Message.objects.filter(user_id=member.user.pk).order_by("-created_at", "-uuid")
    return {"messages": list(found[:MESSAGES])}


def unread(member: Member) -> int:
    return Message.objects.filter(user_id=member.user.pk, read_at=None).count()
