"""``manage.py expire_holds``: what has passed its day ends, in a named operator's name."""

from __future__ import annotations

import datetime as dt
import io

import pytest
import time_machine
from django.core.management import CommandError, call_command

from governance.identity.roles import Role
from registry.ledger.models import Entry, Hold
from registry.ledger.services import holds, units
from registry.ledger.verify import verify
from tests.governance.people import make_staff, make_user
from tests.registry.ledger.world import CHECKER, World, holder_of, picture, quantity, ref

pytestmark = pytest.mark.django_db

# Later than the grants, which begin when the test runs.
SET_ON = "2099-06-01 10:00 +0800"
LAST_DAY = dt.date(2099, 6, 10)
ON_LAST_DAY, DAY_AFTER = "2099-06-10 23:00 +0800", "2099-06-11 00:30 +0800"


def freeze(w: World, tonnes: int, document: str, expires_on: dt.date | None = LAST_DAY) -> Hold:
    with time_machine.travel(SET_ON):
        reply = holds.freeze(
            actor=CHECKER, batch=w.batch, account=w.accounts[0], quantity_t=tonnes,
            document=document, expires_on=expires_on, reason="测试", reference=ref(),
        )  # fmt: skip
    return Hold.objects.get(id=reply["hold"])


def run(moment: str, username: str) -> str:
    out = io.StringIO()
    with time_machine.travel(moment):
        call_command("expire_holds", "--as", username, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def operator() -> str:
    return make_staff(Role.OPERATOR, real_name="夜班员").username


def test_ends_what_has_passed_its_day_and_only_that(operator: str):
    w = World(n=1, each_t=100)
    due, open_ended = freeze(w, 30, "甲"), freeze(w, 20, "乙", None)
    later = freeze(w, 10, "丙", dt.date(2099, 6, 11))
    assert "已解除 0 项" in run(ON_LAST_DAY, operator)
    told = run(DAY_AFTER, operator)
    assert f"{due.id} 号司法冻结（甲）" in told
    assert "30 吨" in told
    assert "已解除 1 项，未解除 0 项" in told
    status = {hold.id: hold.status for hold in Hold.objects.all()}
    assert status == {due.id: "expired", open_ended.id: "open", later.id: "open"}
    assert quantity(w.accounts[0], w.batch, "available") == 70
    entry = Entry.objects.select_related("request").get(act="expire")
    assert (entry.request.actor_name, entry.request.actor_role) == ("夜班员", "operator")
    assert str(LAST_DAY) in entry.request.reason


def test_a_second_run_does_nothing(operator: str):
    w = World(n=1, each_t=100)
    freeze(w, 30, "甲")
    run(DAY_AFTER, operator)
    before = picture()
    assert "已解除 0 项" in run(DAY_AFTER, operator)
    assert picture() == before


def test_an_expired_freeze_that_only_waits_catches_nothing(operator: str):
    w = World(n=1, each_t=100)
    freeze(w, 100, "甲")
    waiting = freeze(w, 40, "乙")
    lasting = freeze(w, 25, "丙", None)
    run(DAY_AFTER, operator)
    waiting.refresh_from_db()
    lasting.refresh_from_db()
    assert (waiting.status, waiting.in_t) == ("expired", 0)
    assert (lasting.status, lasting.left_t) == ("open", 25)
    assert quantity(w.accounts[0], w.batch, "available") == 75
    assert verify().violations == []


def test_a_freeze_past_its_day_catches_nothing_though_its_end_is_not_recorded(operator: str):
    """Units released, or coming in, the day after go to the next in rank or to their owner."""
    w = World(n=2, each_t=100)
    first = freeze(w, 90, "甲", None)
    past = freeze(w, 40, "乙")
    lasting = freeze(w, 25, "丙", None)
    assert (past.left_t, past.waiting_t, lasting.waiting_t) == (10, 30, 25)
    with time_machine.travel(DAY_AFTER):
        holds.unfreeze(
            actor=CHECKER,
            hold=first.id,
            quantity_t=50,
            document="解1号",
            reason="测试",
            reference=ref(),
        )
        assert Hold.objects.get(id=lasting.id).left_t == 25
        units.transfer(
            actor=CHECKER, batch=w.batch, source=w.accounts[1], destination=w.accounts[0],
            quantity_t=20, reason="测试", reference=ref(),
        )  # fmt: skip
    assert Hold.objects.get(id=past.id).left_t == 10
    assert quantity(w.accounts[0], w.batch, "available") == 25 + 20
    assert "乙" in run(DAY_AFTER, operator)
    assert verify().violations == []


def test_reservations_expire_too(operator: str):
    w = World(n=1, each_t=100)
    with time_machine.travel(SET_ON):
        holds.reserve(
            actor=holder_of(w.accounts[0]), batch=w.batch, account=w.accounts[0], quantity_t=5,
            document="申请", expires_on=LAST_DAY, reason="测试", reference=ref(),
        )  # fmt: skip
    assert "业务预留（申请）" in run(DAY_AFTER, operator)
    assert quantity(w.accounts[0], w.batch, "reserved") == 0


def test_refused_without_an_operator():
    w = World(n=1, each_t=100)
    freeze(w, 30, "甲")
    before = picture()
    for username in ("nobody", make_user().username, make_staff(Role.CHECKER).username):
        with pytest.raises(CommandError, match="operator"):
            run(DAY_AFTER, username)
    with pytest.raises(CommandError, match="--as"):
        call_command("expire_holds")
    assert picture() == before


def test_an_operator_of_another_programme_is_told_what_is_left():
    w = World(n=1, each_t=100)
    freeze(w, 30, "甲")
    elsewhere = make_staff(Role.OPERATOR, programme="CD").username
    with pytest.raises(CommandError, match="some could not be ended"):
        run(DAY_AFTER, elsewhere)
    assert Hold.objects.get().status == "open"
