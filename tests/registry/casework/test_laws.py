"""The laws of cases, attacked from outside the services."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from registry.casework.kinds import all_kinds
from registry.casework.models import Case, CaseFile, CaseLetter, Event
from registry.casework.services.taking import take
from tests.registry.casework.people import company, draft_project

pytestmark = [pytest.mark.django_db, pytest.mark.laws]


def run(statement: str, *args: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, args)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refused(constraint: str, statement: str, *args: object) -> None:
    with pytest.raises(IntegrityError) as caught:
        run(statement, *args)
    assert caught.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_a_state_moves_as_declared_and_with_an_event() -> None:
    project = draft_project(company())
    move = "UPDATE casework_case SET number = 'X-1', state = %s WHERE uuid = %s"
    refused("casework_moves_as_declared", move, "registered", project.uuid)
    refused("casework_move_has_event", move, "submitted", project.uuid)
    assert Case.objects.get(pk=project.uuid).state == "draft"


def test_what_stays_stays() -> None:
    owner = company()
    project = draft_project(owner)
    take(actor=owner.checker, case=project.uuid, step="submit", reason="报送")
    for change in ("kind = 'report'", "number = 'X-2'", "programme_id = 'CD'", "created_by_id = 1"):
        refused(
            "casework_identity_stays",
            f"UPDATE casework_case SET {change} WHERE uuid = %s",
            project.uuid,
        )


def test_a_closed_case_never_changes() -> None:
    owner = company()
    project = draft_project(owner)
    take(actor=owner.checker, case=project.uuid, step="withdraw", reason="不办了")
    refused(
        "casework_closed", "UPDATE casework_case SET title = '别的' WHERE uuid = %s", project.uuid
    )


@pytest.mark.parametrize("table", ["case", "event", "casefile", "caseletter", "participant"])
def test_nothing_is_deleted(table: str) -> None:
    owner = company()
    project = draft_project(owner)
    CaseFile.objects.create(
        case=project, category="x", name="a.txt", content_type="text/plain", size_bytes=1,
        sha256="ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", content=b"a",
        added_by_id=1, added_by_name="某人",
    )  # fmt: skip
    CaseLetter.objects.create(
        case=project, kind="accepted", number="1", title="t", addressee="a", paragraphs=[],
        sender="s", issued_on="2026-01-01", issued_by="b",
    )  # fmt: skip
    refused("casework_kept", f"DELETE FROM casework_{table}")


def test_records_never_change() -> None:
    project = draft_project(company())
    refused("casework_kept", "UPDATE casework_event SET reason = '别的'")
    assert Event.objects.get(case_id=project.uuid).reason == "新建"
    with pytest.raises(IntegrityError, match="casework_file_hash"), transaction.atomic():
        CaseFile.objects.create(
            case=project, category="x", name="a.txt", content_type="text/plain", size_bytes=1,
            sha256="0" * 64, content=b"a", added_by_id=1, added_by_name="某人",
        )  # fmt: skip


def test_moves_are_declared_by_migrations_only() -> None:
    refused(
        "casework_moves_declared",
        "INSERT INTO casework_move VALUES ('project', 'draft', 'registered')",
    )
    refused("casework_moves_declared", "DELETE FROM casework_move")


def test_the_database_knows_exactly_the_models_moves() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, source, target FROM casework_move")
        declared = set(cursor.fetchall())
    for kind in all_kinds():
        known = {(source, target) for of, source, target in declared if of == kind.code}
        moves = {
            (transition.source, transition.target)
            for transition in kind.model(kind=kind.code).get_all_state_transitions()
        }
        assert {(str(s), str(t)) for s, t in moves} == known, kind.code
