"""How a run reads: one moment, one or two connections, few rows however much is wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from governance.identity.models import User
from registry.ledger.models import Account
from registry.ledger.verify import fingerprints, lanes, run, snapshot, verify
from tests.databases import FreshDatabase
from tests.registry.ledger.verify.conftest import Damage
from tests.registry.ledger.verify.story import Story
from tests.registry.ledger.world import World, make_account


def beside(act: Callable[[], object]) -> None:
    """``act`` on a connection of its own, committed when this returns."""

    def run_and_close() -> None:
        act()
        connection.close()

    thread = threading.Thread(target=run_and_close)
    thread.start()
    thread.join()


def test_sees_one_moment_and_cannot_write(fresh_database: FreshDatabase):
    make_account()
    with snapshot.snapshot(wide=False):
        before = Account.objects.count()
        beside(make_account)
        assert Account.objects.count() == before
        with pytest.raises(DatabaseError, match="read-only"), transaction.atomic():
            User.objects.update(is_active=True)
    assert Account.objects.count() == before + 1


def test_two_lanes_find_the_same(fresh_database: FreshDatabase, monkeypatch: pytest.MonkeyPatch):
    World(n=3, each_t=10, listed_t=5)
    alone = verify()
    monkeypatch.setattr(snapshot, "MUCH", 0)
    both, seen = threading.Barrier(2, timeout=20), set()

    def say(step: str) -> None:
        """The second lane may be another thread each time there is something to do."""
        first_lane = threading.current_thread() is threading.main_thread()
        if first_lane not in seen:
            seen.add(first_lane)
            both.wait()

    assert verify(say=say) == alone
    assert seen == {True, False}


def test_a_lane_that_cannot_open_leaves_the_work_to_the_other(
    fresh_database: FreshDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    World(n=2, each_t=10)
    monkeypatch.setattr(snapshot, "MUCH", 0)

    def full(name: str) -> None:
        raise DatabaseError("too many clients")

    monkeypatch.setattr(lanes, "joined", full)
    assert verify().ok
    assert "too many clients" in capsys.readouterr().err


def test_a_failing_query_fails_the_run(fresh_database: FreshDatabase):
    with (
        snapshot.snapshot(wide=False) as narrow,
        pytest.raises(DatabaseError, match="nothing_here"),
    ):
        narrow.read({"bad": "SELECT nothing_here"}, print)


def test_settings_end_with_the_run(fresh_database: FreshDatabase):
    def work_mem() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SHOW work_mem")
            return cursor.fetchone()[0]

    before = work_mem()
    with transaction.atomic():
        verify()
        assert work_mem() == before


def test_lists_some_and_counts_all(story: Story, damage: Damage, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(run, "LISTED", 3)
    damage("UPDATE ledger.move SET bought_on = '2026-01-01' WHERE dst_bucket = 'frozen'")
    violations = [v for v in verify().violations if v.code == "move_carried"]
    assert len(violations) == 3
    assert violations[0].found > 3


def test_a_difference_that_no_query_explains_is_told(
    story: Story, damage: Damage, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(fingerprints.Sums, "unequal", lambda sums: {"replay"})
    report = verify()
    assert [(v.code, v.where) for v in report.violations] == [("fingerprint", {"sums": "replay"})]


def test_fingerprints_are_keyed_anew(story: Story, damage: Damage):
    drawn = {fingerprints.queries(run.Scope())["moves"] for _ in range(3)}
    assert len(drawn) == 3
