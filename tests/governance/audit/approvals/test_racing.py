"""Two checkers at once: exactly one approves, the act is done once, the other is told who was first."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from core.errors import CodedError
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve, refuse
from governance.identity.roles import Role
from registry.ledger.models import Account, Entry
from tests.governance.audit.approvals.people import person, suspension
from tests.registry.ledger.world import make_account


def together(calls):
    """Run the calls at once, each on a connection of its own; what each gave or raised."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        try:
            barrier.wait()
            results[place] = call()
        except CodedError as refusal:
            results[place] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.parametrize("other", [approve, refuse])
def test_exactly_one_of_two_decides(fresh_database, other):
    for _ in range(5):
        approval = suspension(person(Role.MAKER))
        one, two = person(Role.CHECKER, name="甲"), person(Role.APPROVER, name="乙")
        results = together(
            [
                lambda a=approval, p=one: approve(actor=p, approval=a.uuid, reason="同意"),
                lambda a=approval, p=two: other(actor=p, approval=a.uuid, reason="意见"),
            ]
        )
        assert results.count("approval_decided") == 1, results
        won = next(each for each in results if isinstance(each, Approval))
        row = Approval.objects.get(uuid=approval.uuid)
        assert (row.status, row.decider_name) == (won.status, won.decider_name)
        done = Entry.objects.filter(reference=approval.number).count()
        status = Account.objects.get(uuid=approval.object_uuid).status
        assert (done, status) == ((1, "suspended") if row.status == "approved" else (0, "open"))


def test_a_form_sent_twice_at_once_is_one_proposal(fresh_database):
    maker, account = person(Role.MAKER), make_account()
    sent = lambda: suspension(maker, account, key="ticket").number  # noqa: E731
    assert len(set(together([sent] * 4))) == 1
    following = suspension(maker, make_account())
    assert Approval.objects.count() == 2
    assert following.number.endswith("000002")  # no number is lost to the twins
