"""What the database keeps of applications, attacked from outside the services."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from governance.identity.roles import Role
from registry.organisations.models import Enrolment, EnrolmentPaper
from registry.organisations.services.enrolment_decisions import refuse_enrolment
from tests.governance.people import make_actor
from tests.registry.organisations.enrolling import apply_join, apply_new
from tests.registry.organisations.holders import make_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.laws]


def attack(statement: str, *values: object, name: str) -> None:
    with (
        pytest.raises(DatabaseError) as caught,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)
    assert caught.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize(
    ("change", "law"),
    [
        ("name_zh = '别的公司'", "organisations_enrolment_as_sent"),
        ("uscc = '91110112MA0000001X'", "organisations_enrolment_as_sent"),
        ("applicant_id = applicant_id + 1", "organisations_enrolment_as_sent"),
        ("status = 'accepted'", "organisations_enrolment_outcome"),
        ("status = 'lost'", "organisations_enrolment_status_known"),
        ("kinds = '{}'", "organisations_enrolment_as_sent"),
    ],
)
def test_what_was_sent_stays(change: str, law: str):
    made = apply_new()
    attack(f"UPDATE organisations_enrolment SET {change} WHERE uuid = %s", made.uuid, name=law)


def test_who_joins_one_joins_no_other():
    made, other = apply_join(make_organisation()), make_organisation()
    attack(
        "UPDATE organisations_enrolment SET organisation_id = %s WHERE uuid = %s",
        *(other.uuid, made.uuid),
        name="organisations_enrolment_as_sent",
    )


def test_decided_once_and_kept():
    made = apply_new()
    refuse_enrolment(actor=make_actor(Role.MAKER), reason="测试", enrolment=made.uuid)
    attack(
        "UPDATE organisations_enrolment SET status = 'submitted' WHERE uuid = %s",
        made.uuid,
        name="organisations_enrolment_decided_once",
    )
    for table in ("organisations_enrolmentpaper", "organisations_enrolment"):
        attack(f"DELETE FROM {table}", name="organisations_enrolment_kept")
    attack("DELETE FROM organisations_historicalenrolment", name="audit_history_is_kept")
    assert Enrolment.objects.count() == 1


def test_papers_are_what_their_hash_says_and_come_before_the_decision():
    made = apply_new()
    attack(
        "UPDATE organisations_enrolmentpaper SET name = 'x.pdf' WHERE enrolment_id = %s",
        made.uuid,
        name="organisations_enrolment_kept",
    )
    join = apply_join(make_organisation())
    kept = made.papers.get(kind="licence")
    forged = EnrolmentPaper(
        enrolment=join, kind="licence", name="a.pdf", content_type="application/pdf",
        size_bytes=3, sha256=kept.sha256, content=b"abc",
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="organisations_paper_hash"), transaction.atomic():
        forged.save(force_insert=True)
    refuse_enrolment(actor=make_actor(Role.MAKER), reason="测试", enrolment=made.uuid)
    late = EnrolmentPaper(
        enrolment=made, kind="licence", name="a.pdf", content_type="application/pdf",
        size_bytes=kept.size_bytes, sha256=kept.sha256, content=kept.content,
    )  # fmt: skip
    with pytest.raises(DatabaseError, match="papers are added before"), transaction.atomic():
        late.save(force_insert=True)


def test_no_application_begins_decided():
    made = apply_new()
    columns = (
        "aim, uscc, name_zh, name_en, kinds, address, contact_name, contact_phone, contact_email"
    )
    attack(
        f"INSERT INTO organisations_enrolment (uuid, applicant_id, {columns}, status, submitted_at)"
        f" SELECT gen_random_uuid(), applicant_id, {columns}, 'refused', now()"
        " FROM organisations_enrolment WHERE uuid = %s",
        made.uuid,
        name="organisations_enrolment_begins",
    )
