"""A new value of a rule, and a year's calendar: proposed by one, done when another approves; what was in
force stays as it was."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from core import clock
from core.errors import CodedError
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.identity.roles import Role
from governance.rulebook.approvals import CALENDAR, PARAMETER
from governance.rulebook.models import CalendarNotice, RuleParameter
from governance.rulebook.parameters import change_parameter
from governance.rulebook.selectors import value_on
from tests.governance.audit.approvals.people import person
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff
from tests.governance.rulebook.test_calendar_notices import NEXT

pytestmark = pytest.mark.django_db
TOMORROW = clock.today() + dt.timedelta(days=1)


def asked(**other) -> dict:
    return {
        "rule": "R-NOTICE-01",
        "name": "working_days",
        "programme": "",
        "value": "30",
        "effective_from": TOMORROW.isoformat(),
        "legal_source": "某市实施细则（测试）",
        "clause": "第三条",
        "verified": False,
    } | other


def proposed(**other) -> Approval:
    return propose(
        actor=person(Role.MAKER), kind=PARAMETER, payload=asked(**other), reason="细则施行"
    )


def values() -> list[tuple]:
    return list(RuleParameter.objects.order_by("pk").values_list())


def test_a_value_changes_from_its_day_on_and_the_old_one_stays():
    approve(actor=person(Role.CHECKER), approval=proposed().uuid, reason="已核对")
    assert value_on("R-NOTICE-01", "working_days", "BJ", clock.today()) == 20
    assert value_on("R-NOTICE-01", "working_days", "BJ", TOMORROW) == 30
    assert value_on("R-NOTICE-01", "working_days", "CCER", TOMORROW) == 20
    new = RuleParameter.objects.get(value="30")
    assert (new.unit, new.type, new.verified) == ("工作日", "integer", False)


def test_a_programme_may_get_a_value_of_its_own():
    approve(actor=person(Role.CHECKER), approval=proposed(programme="BJ").uuid, reason="已核对")
    assert value_on("R-NOTICE-01", "working_days", "BJ", TOMORROW) == 30
    assert value_on("R-NOTICE-01", "working_days", "CD", TOMORROW) == 20


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"value": "三十"}, "parameter_value"),
        ({"value": "2.5"}, "parameter_value"),
        ({"name": "no_such"}, "parameter_unknown"),
        ({"legal_source": "  "}, "parameter_source"),
        ({"effective_from": "2020-01-01"}, "parameter_backdated"),
    ],
)
def test_what_makes_no_sense_is_refused_when_it_is_proposed(other, code):
    before = values()
    with pytest.raises(CodedError) as refused:
        proposed(**other)
    assert refused.value.code == code
    assert (values(), Approval.objects.count()) == (before, 0)


def test_a_value_that_begins_later_is_not_overtaken():
    approve(actor=person(Role.CHECKER), approval=proposed().uuid, reason="已核对")
    with pytest.raises(CodedError) as refused:
        proposed(value="40", effective_from=clock.today().isoformat())
    assert refused.value.code == "parameter_later"


@pytest.mark.parametrize("role", [Role.CHECKER, Role.APPROVER])
def test_nobody_changes_a_value_alone(role):
    before = values()
    words = asked(effective_from=TOMORROW) | {"reason": "急"}
    with pytest.raises(CodedError) as refused:
        change_parameter(actor=make_actor(role), **words)
    assert refused.value.code == "second_person_needed"
    assert values() == before


@pytest.mark.laws
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rulebook_ruleparameter SET value = '1' WHERE rule = 'R-NOTICE-01'",
        "UPDATE rulebook_ruleparameter SET verified = true",
        "UPDATE rulebook_ruleparameter SET effective_to = '2024-01-01' WHERE rule = 'R-NOTICE-01'",
        "DELETE FROM rulebook_ruleparameter",
        "TRUNCATE rulebook_ruleparameter",
    ],
)
def test_values_cannot_be_changed_from_outside(statement):
    before = values()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert values() == before


def test_a_calendar_is_loaded_by_two_persons():
    """By those of all programmes, for it counts in all."""
    payload = {"text": NEXT}
    with pytest.raises(CodedError, match="forbidden"):
        propose(
            actor=person(Role.MAKER, programme="BJ"),
            kind=CALENDAR,
            payload=payload,
            reason="已发布",
        )
    approval = propose(actor=person(Role.MAKER), kind=CALENDAR, payload=payload, reason="已发布")
    assert not CalendarNotice.objects.filter(year=2027).exists()
    with pytest.raises(CodedError, match="forbidden"):
        approve(actor=person(Role.CHECKER, programme="CD"), approval=approval.uuid, reason="核对")
    approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="逐日核对")
    assert CalendarNotice.objects.get(year=2027).days_on == ["2027-01-09"]


def test_the_pages_propose_and_the_checker_sees_what_will_change():
    maker, checker = make_staff(Role.MAKER), make_staff(Role.CHECKER)
    notice = CalendarNotice.objects.get(year=2026)
    page = f"/admin/rulebook/calendarnotice/{notice.pk}/"
    assert "申请装载新的安排" in text(browser(maker).get(f"{page}change/"))
    form = {"text": NEXT, "reason": "已发布", "ticket": "t1"}
    answer = browser(maker).post(f"{page}act/load/", form, follow=True)
    assert "已提交复核" in text(answer)
    approval = Approval.objects.get()
    queue = text(browser(checker).get("/admin/approvals/approval/?turn=mine"))
    assert approval.number in queue
    review = text(browser(checker).get(f"/admin/approvals/approval/{approval.uuid}/change/"))
    assert "01-01" in review
    assert "01-09" in review
    assert browser(checker).post(f"{page}act/load/", form).status_code == 403


def test_a_wrong_file_is_shown_with_its_place():
    maker, notice = make_staff(Role.MAKER), CalendarNotice.objects.get(year=2026)
    wrong = NEXT.replace("to = 2027-01-03", "to = 2026-12-31")
    answer = browser(maker).post(
        f"/admin/rulebook/calendarnotice/{notice.pk}/act/load/",
        {"text": wrong, "reason": "已发布", "ticket": "t2"},
    )
    assert "第 1 个 holiday" in text(answer)
    assert not Approval.objects.exists()
