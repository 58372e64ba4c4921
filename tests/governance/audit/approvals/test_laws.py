"""Attacks on the tables of maker-checker from outside its services, as the application's role: by SQL,
by the ORM, and by forging an approval. The database refuses each, and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from core.ids import uuid7
from governance.audit.approvals.models import Approval, Attachment, Delegation
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.delegations import delegate
from governance.audit.approvals.services.documents import Upload
from governance.audit.approvals.services.proposing import propose
from governance.identity.models import User
from governance.identity.roles import Role
from registry.ledger.approvals.accounts import SUSPEND
from tests.governance.audit.approvals.people import person, suspension, whole_picture
from tests.registry.ledger.world import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.laws]
PAPER = Upload("通知.txt", "停用通知".encode(), "通〔2026〕1号")


def attacked(law: str, attack: Callable[[], Any]) -> None:
    """The attack fails by that law, or for want of the right to do it, and nothing changed."""
    before = whole_picture()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        attack()
    cause: Any = caught.value.__cause__
    assert cause is not None
    told = cause.diag.constraint_name or cause.sqlstate
    assert told == law
    assert whole_picture() == before


def sql(statement: str, *params: Any) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)

    return run


def with_paper() -> Approval:
    return propose(
        actor=person(Role.MAKER),
        kind=SUSPEND,
        payload={"account": str(make_account().uuid)},
        reason="依通知",
        attachments=[PAPER],
    )


ENDS = (
    "UPDATE approvals_approval SET status = %s, decider_id = {by}, decider_name = '某', "
    "decision_reason = '某', decided_at = proposed_at, result = '{{}}' WHERE uuid = %s"
)


def test_a_maker_does_not_become_the_decider():
    approval = suspension(person(Role.MAKER))
    statement = ENDS.format(by="maker_id")
    attacked("approvals_two_persons", sql(statement, "approved", approval.uuid))
    approval.status, approval.decider_id, approval.decider_name = "refused", approval.maker_id, "某"
    approval.decided_at, approval.decision_reason = approval.proposed_at, "某"
    attacked("approvals_two_persons", approval.save)


def test_neither_does_the_person_in_whose_place_it_was_proposed():
    approval = suspension(person(Role.MAKER))
    Approval.objects.filter(pk=approval.pk)
    row = Approval(**{f.attname: getattr(approval, f.attname) for f in Approval._meta.fields})
    row.uuid, row.number, row.key = uuid7(), "FH-BJ-2026-999999", "forged"
    row.maker_for_id = 77_777
    row.save(force_insert=True)
    attacked("approvals_two_persons", sql(ENDS.format(by="77777"), "approved", row.uuid))
    for_him = ENDS.replace("result =", "decider_for_id = 77777, result =").format(by="5")
    attacked("approvals_two_persons", sql(for_him, "approved", row.uuid))


@pytest.mark.parametrize(
    "change",
    [
        "payload = '{}'", "maker_id = maker_id + 1", "maker_name = '他人'", "reason = '另一'",
        "number = 'FH-XX'", "expires_at = expires_at + interval '1 year'", "programme = 'CD'",
        "object_uuid = NULL", "decision_reason = '先写'", "kind = 'ledger.close_account'",
    ],
)  # fmt: skip
def test_a_pending_proposal_does_not_change(change):
    approval = suspension(person(Role.MAKER))
    statement = f"UPDATE approvals_approval SET {change} WHERE uuid = %s"
    attacked("approvals_decided_once", sql(statement, approval.uuid))
    ending = ENDS.format(by="5").replace("SET status", f"SET {change}, status")
    if "decision_reason" not in change:
        attacked("approvals_decided_once", sql(ending, "approved", approval.uuid))


@pytest.mark.parametrize("status", ["pending", "refused", "withdrawn", "expired", "approved"])
def test_a_decided_proposal_never_changes_again(status):
    approval = suspension(person(Role.MAKER))
    approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="同意")
    change = Approval.objects.filter(pk=approval.pk).update
    attacked("approvals_decided_once", lambda: change(status=status))
    attacked("approvals_decided_once", lambda: change(decider_name="他人"))
    attacked("approvals_decided_once", lambda: change(result={"entry": 1}))


def test_an_end_is_complete_and_in_time():
    approval = suspension(person(Role.MAKER))
    update = Approval.objects.filter(pk=approval.pk).update
    whole = {
        "decider_id": 5, "decider_name": "某", "decision_reason": "某",
        "decided_at": approval.proposed_at,
    }  # fmt: skip
    someone, outcome, time = (
        *("approvals_ended_by_someone", "approvals_result_of_approved", "approvals_in_time"),
    )
    for law, change in [
        (someone, {"status": "refused"}),
        (someone, whole | {"status": "refused", "decision_reason": ""}),
        (outcome, whole | {"status": "approved"}),
        (outcome, whole | {"status": "refused", "result": {}}),
        (time, whole | {"status": "expired"}),
        (
            time,
            whole | {"status": "approved", "result": {}, "decided_at": "2099-01-01T00:00:00Z"},
        ),
        (time, whole | {"status": "done"}),
    ]:
        attacked(law, lambda change=change: update(**change))


def test_no_proposal_begins_approved():
    approval = suspension(person(Role.MAKER))
    row = Approval(**{f.attname: getattr(approval, f.attname) for f in Approval._meta.fields})
    row.uuid, row.number, row.key = uuid7(), "FH-BJ-2026-999999", "forged"
    row.status, row.decider_id, row.decider_name = "approved", 5, "某"
    row.decided_at, row.decision_reason, row.result = approval.proposed_at, "某", {}
    attacked("approvals_begin_pending", lambda: row.save(force_insert=True))


def test_documents_are_what_their_hash_says_and_come_before_the_decision():
    approval = with_paper()
    kept = Attachment.objects.get(approval=approval)

    def another(**changes: Any) -> Attachment:
        fields = {f.attname: getattr(kept, f.attname) for f in Attachment._meta.fields}
        return Attachment(**(fields | {"uuid": uuid7()} | changes))

    attacked("approvals_attachment_hash", another(content=b"other", size_bytes=5).save)
    attacked("approvals_attachment_size", another(size_bytes=1).save)
    attacked("approvals_kept", lambda: Attachment.objects.filter(pk=kept.pk).update(name="换.txt"))
    attacked("approvals_kept", lambda: Attachment.objects.filter(pk=kept.pk).delete())
    approve(actor=person(Role.CHECKER), approval=approval.uuid, reason="同意")
    attacked("approvals_documents_before", another().save)


def test_nothing_is_deleted_or_truncated():
    approval = with_paper()
    attacked("approvals_kept", sql("DELETE FROM approvals_approval WHERE uuid = %s", approval.uuid))
    for table in ("approval", "attachment", "delegation"):
        attacked("42501", sql(f"TRUNCATE approvals_{table} CASCADE"))
        attacked("42501", sql(f"ALTER TABLE approvals_{table} DISABLE TRIGGER ALL"))


def test_a_delegation_can_only_be_ended_and_never_mixes_duties():
    giver, taker = person(Role.CHECKER), person(Role.MAKER)
    security, administrator = person(Role.SECURITY_ADMIN), person(Role.AUDIT_ADMIN)
    from core import clock

    row = delegate(
        actor=security,
        giver=User.objects.get(pk=giver.user_id),
        taker=User.objects.get(pk=taker.user_id),
        role="checker",
        valid_to=clock.now().replace(year=clock.now().year + 1),
        reason="休假",
    )
    update = Delegation.objects.filter(pk=row.pk).update
    kept, late = "approvals_delegation_kept", row.valid_to.replace(year=row.valid_to.year + 1)
    attacked(kept, lambda: update(taker_id=administrator.user_id))
    attacked(kept, lambda: update(valid_to=late, ended_by_id=5))
    attacked(kept, lambda: update(reason="另一"))
    attacked("approvals_kept", Delegation.objects.filter(pk=row.pk).delete)
    fields = {f.attname: getattr(row, f.attname) for f in Delegation._meta.fields}
    for change, law in [
        ({"taker_id": administrator.user_id}, "approvals_delegation_duties"),
        ({"taker_id": giver.user_id}, "approvals_delegation_two_persons"),
        ({"role": "audit_admin"}, "approvals_delegation_role"),
    ]:
        forged = Delegation(**(fields | {"uuid": uuid7()} | change))
        attacked(law, lambda forged=forged: forged.save(force_insert=True))
