"""The demo told on any date, told again later, interrupted, refused; each in its own transaction."""

from __future__ import annotations

from collections import Counter

import pytest
import time_machine
from django.core.management import CommandError

from core import clock
from core.errors import CodedError
from demo.cast.people import STAFF
from demo.cast.reports import REPORTS
from demo.story import freezes
from governance.identity.errors import IdentityCode
from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from registry.casework.models import Case, Event
from registry.ledger.models import Act, Bucket, Entry, Move
from registry.reductions.models import Report
from registry.reductions.verifying import verify as verify_issuance
from tests.demo.conftest import run
from tests.registry.ledger.world import picture

pytestmark = pytest.mark.django_db


def test_told_again_on_a_later_day_nothing_changes():
    with time_machine.travel("2026-11-20 09:00 +0800", tick=True):
        run()
    before = picture(), list(Event.objects.values())
    with time_machine.travel("2027-02-09 23:59 +0800", tick=True):
        assert "没有任何变化" in run()
    assert (picture(), list(Event.objects.values())) == before


# 春节, years without a loaded calendar, a leap day, a holiday and the evening before it in UTC.
@pytest.mark.parametrize(
    ("day", "lapses"),
    [("2026-02-17", True), ("2027-05-01", False), ("2028-02-29", False), ("2026-12-31", True)],
)
def test_any_day_will_do(day, lapses):
    """In a year whose holidays are not known yet every end is provisional, and nothing lapses."""
    with time_machine.travel(f"{day} 20:00 +0000", tick=True):
        said = run()
        assert Event.objects.order_by("at").last().at <= clock.now()
    assert '"violations":[]' in said
    assert list(verify_issuance()) == []
    assert Move.objects.filter(dst_bucket=Bucket.RETIRED).exists()
    assert Case.objects.filter(kind="project", state="lapsed").exists() is lapses
    issued = Report.objects.filter(state="issued").values_list("applied_t", flat=True)
    assert sorted(issued) == sorted(each.tonnes_t for each in REPORTS if each.tonnes_t)


def test_an_interrupted_telling_is_completed(monkeypatch):
    def broken(world, date):
        raise CodedError(IdentityCode.REASON_MISSING)

    with monkeypatch.context() as patch:
        patch.setattr(freezes, "_execute", broken)
        with pytest.raises(CommandError, match="未能建全"):
            run()
    run()
    whole = Counter(Entry.objects.values_list("act", flat=True))
    assert whole[Act.EXECUTE] == 1
    before = picture()
    assert "没有任何变化" in run()
    assert picture() == before


def test_refused_in_production(settings):
    settings.ENVIRONMENT = "production"
    with pytest.raises(CommandError, match="never runs in production"):
        run()
    assert not User.objects.filter(username=STAFF[0].username).exists()


def test_refused_beside_administrators_of_ones_own():
    """It cannot appoint its own, so it says what to do instead of going half way."""
    user = User.objects.create_user("real", real_name="真实管理员")
    RoleGrant.objects.create(user=user, role=Role.SECURITY_ADMIN, reason="测试")
    with pytest.raises(CommandError, match="空数据库"):
        run()
