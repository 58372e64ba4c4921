"""Loading a year's notice: what it changes, what is refused, and that nothing is ever replaced."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from core.errors import CodedError
from governance.identity.roles import Role
from governance.rulebook.calendar.deadlines import notice_ends, review_ends
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.services import load_notice, preview
from governance.rulebook.models import CalendarNotice
from tests.governance.people import make_actor, seconded

pytestmark = pytest.mark.django_db

NEXT = """
year = 2027
number = "示例〔2026〕1号"
title = "2027年节假日安排（测试用）"

[[holiday]]
name = "元旦"
from = 2027-01-01
to = 2027-01-03
work = [2027-01-09]
"""
WHY = "2027 年通知已发布"


def test_notices_of_seven_years_are_shipped():
    """R-NOTICE-01 gives 20 working days, R-REVIEW-01 gives 15."""
    assert sorted(work_calendar().years) == list(range(2020, 2027))
    assert notice_ends("BJ", dt.date(2026, 7, 17)).on == dt.date(2026, 8, 13)
    assert review_ends("CCER", dt.date(2026, 7, 17)).on == dt.date(2026, 8, 6)


def test_a_deadline_is_provisional_until_the_notice_is_loaded():
    begun = dt.date(2026, 12, 28)
    assert notice_ends("BJ", begun).provisional
    assert notice_ends("BJ", begun).on == dt.date(2027, 1, 22)
    changed = preview(NEXT).changed
    assert changed == (dt.date(2027, 1, 1), dt.date(2027, 1, 9))
    loaded = load_notice(actor=seconded(make_actor(Role.CHECKER)), text=NEXT, reason=WHY)
    assert (loaded.notice.year, loaded.notice.edition) == (2027, 1)
    ends = notice_ends("BJ", begun)
    assert (ends.on, ends.provisional) == (dt.date(2027, 1, 22), False)


def test_a_further_edition_takes_the_place_of_the_one_before():
    actor = seconded(make_actor(Role.APPROVER))
    load_notice(actor=actor, text=NEXT, reason=WHY)
    longer = NEXT.replace("to = 2027-01-03", "to = 2027-01-04")
    with pytest.raises(CodedError) as refused:
        load_notice(actor=actor, text=longer, reason=WHY)
    assert refused.value.code == "notice_loaded"
    load_notice(actor=actor, text=longer.replace("year =", "edition = 2\nyear ="), reason="延长")
    assert not work_calendar().works(dt.date(2027, 1, 4))
    assert CalendarNotice.objects.filter(year=2027).count() == 2


@pytest.mark.parametrize(
    ("was", "put", "where"),
    [
        ("year = 2027", "year = 'x'", "year"),
        ("year = 2027", "", "year"),
        ('number = "示例〔2026〕1号"', "number = ''", "number"),
        ("[[holiday]]", "[[feiertag]]", "holiday"),
        ("to = 2027-01-03", "to = 2026-12-31", "第 1 个 holiday"),
        ("to = 2027-01-03", "to = 2027-03-03", "第 1 个 holiday"),
        ("work = [2027-01-09]", "work = [2027-01-08]", "第 1 个 holiday"),
        ("work = [2027-01-09]", "work = [2027-01-02]", "第 1 个 holiday"),
        ("work = [2027-01-09]", "work = [2028-01-01]", "第 1 个 holiday"),
        ("work = [2027-01-09]", 'work = "x"', "第 1 个 holiday"),
        ("year = 2027", "year = = 2027", "文件"),
        ("year = 2027", "year = 2027 #" + "x" * 70_000, "文件"),
    ],
)
def test_a_wrong_file_is_refused_with_its_place(was: str, put: str, where: str):
    with pytest.raises(CodedError) as refused:
        load_notice(
            actor=seconded(make_actor(Role.CHECKER)), text=NEXT.replace(was, put), reason=WHY
        )
    assert (refused.value.code, refused.value.params["where"]) == ("notice_invalid", where)
    assert not CalendarNotice.objects.filter(year=2027).exists()


@pytest.mark.parametrize("role", [Role.MAKER, Role.HOLDER, Role.SYSTEM_ADMIN, Role.EXPERT])
def test_others_may_not(role: Role):
    with pytest.raises(CodedError) as refused:
        load_notice(actor=seconded(make_actor(role)), text=NEXT, reason=WHY)
    assert refused.value.code == "forbidden"
    assert not CalendarNotice.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rulebook_calendarnotice SET days_off = '[]' WHERE year = 2026",
        "DELETE FROM rulebook_calendarnotice WHERE year = 2026",
        "INSERT INTO rulebook_calendarnotice (year, edition, number, title, text, days_off, days_on,"
        " loaded_at, loaded_by, reason) SELECT year, edition, number, title, text, '[]', '[]',"
        " now(), 'x', 'x' FROM rulebook_calendarnotice WHERE year = 2026",
    ],
)
def test_what_was_loaded_cannot_be_changed_from_outside(statement: str):
    before = work_calendar()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert work_calendar() == before
