"""Loading a notice moves the deadlines that ran by the old calendar, in one transaction, and says how many.

The room above is played by a programme's first day: written through the database, so that what is undone
is really undone.
"""

from __future__ import annotations

import datetime as dt

import pytest

from core.errors import CodedError
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.audit.recording import current
from governance.identity.roles import Role
from governance.rulebook.approvals import CALENDAR
from governance.rulebook.calendar import recomputing
from governance.rulebook.calendar.services import load_notice, would_move
from governance.rulebook.calendar.workdays import WorkCalendar
from governance.rulebook.errors import RulebookCode
from governance.rulebook.models import CalendarNotice, Programme
from tests.governance.audit.approvals.people import person
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff, seconded
from tests.governance.rulebook.test_calendar_notices import NEXT, WHY

pytestmark = pytest.mark.django_db
BEGUN, DAYS = dt.date(2026, 12, 31), 2
PROVISIONAL, FINAL = dt.date(2027, 1, 1), dt.date(2027, 1, 4)


class Room:
    """Keeps one deadline of two working days for each of two programmes; remembers who moved it."""

    def __init__(self) -> None:
        self.recorded: list[tuple[str, str]] = []

    def __call__(self, calendar: WorkCalendar) -> int:
        self.recorded.append((current().actor.name, current().reason))
        ends = calendar.deadline(BEGUN, DAYS).on
        return Programme.objects.filter(valid_from=PROVISIONAL).update(valid_from=ends)


@pytest.fixture
def room():
    Programme.objects.filter(code__in=["BJ", "CD"]).update(valid_from=PROVISIONAL)
    made = Room()
    recomputing.register(made)
    yield made
    recomputing.unregister(made)


def ends() -> dict[str, dt.date | None]:
    return dict(Programme.objects.values_list("code", "valid_from"))


BEFORE = {"CCER": None, "BJ": PROVISIONAL, "CD": PROVISIONAL}
AFTER = {"CCER": None, "BJ": FINAL, "CD": FINAL}


def test_deadlines_move_with_the_notice(room: Room):
    actor = seconded(make_actor(Role.CHECKER))
    assert load_notice(actor=actor, text=NEXT, reason=WHY).moved == 2
    assert ends() == AFTER
    assert room.recorded == [(actor.name, WHY)]


def test_the_rooms_are_added_up_and_each_is_asked_once(room: Room):
    def other(calendar: WorkCalendar) -> int:
        return 5

    recomputing.register(other)
    recomputing.register(other)
    try:
        assert would_move(NEXT) == 7
    finally:
        recomputing.unregister(other)


def test_the_preview_counts_and_moves_nothing(room: Room):
    assert would_move(NEXT) == 2
    assert ends() == BEFORE
    assert not CalendarNotice.objects.filter(year=2027).exists()


def test_a_later_edition_is_previewed_in_the_place_of_the_first(room: Room):
    """4 January is off too: the deadline is on the 5th."""
    load_notice(actor=seconded(make_actor(Role.CHECKER)), text=NEXT, reason=WHY)
    Programme.objects.filter(valid_from=FINAL).update(valid_from=PROVISIONAL)
    longer = NEXT.replace("to = 2027-01-03", "to = 2027-01-04").replace(
        "year =", "edition=2\nyear ="
    )
    assert would_move(longer) == 2
    load_notice(actor=seconded(make_actor(Role.CHECKER)), text=longer, reason="延长")
    assert ends()["BJ"] == dt.date(2027, 1, 5)


def test_a_room_that_fails_leaves_nothing_loaded(room: Room):
    def broken(calendar: WorkCalendar) -> int:
        raise CodedError(RulebookCode.PARAMETER_SOURCE)

    recomputing.register(broken)
    try:
        with pytest.raises(CodedError, match="parameter_source"):
            load_notice(actor=seconded(make_actor(Role.CHECKER)), text=NEXT, reason=WHY)
    finally:
        recomputing.unregister(broken)
    assert ends() == BEFORE
    assert not CalendarNotice.objects.filter(year=2027).exists()


def test_the_checker_sees_how_many_before_and_after(room: Room):
    checker = make_staff(Role.CHECKER)
    approval = propose(
        actor=person(Role.MAKER), kind=CALENDAR, payload={"text": NEXT}, reason="已发布"
    )
    assert ends() == BEFORE
    page = f"/admin/approvals/approval/{approval.uuid}/change/"
    shown = text(browser(checker).get(page))
    assert "通过后将变动的期限 2 项" in shown
    assert "尚未装载，期限为暂定" in shown
    approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="逐日核对")
    assert ends() == AFTER
    assert Approval.objects.get().result == {"year": 2027, "edition": 1, "deadlines_moved": 2}
    assert "已变动的期限 2 项" in text(browser(checker).get(page))
