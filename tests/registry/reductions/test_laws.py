"""The laws of reports, attacked from outside the services."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from registry.casework.kinds import kind_of
from registry.casework.models import Event
from registry.casework.services.beginning import begin
from registry.reductions.models import Report
from tests.registry.casework.test_laws import refused
from tests.registry.reductions.world import AFTER_NOTICE, FIRST, LAST, World, on

pytestmark = [pytest.mark.django_db, pytest.mark.laws]


@pytest.fixture
def world(db: None) -> Any:
    with on():
        yield World()


def move(report: Report, state: str) -> None:
    """The state by plain SQL, with the event the law of cases asks for."""
    with transaction.atomic(), connection.cursor() as cursor:
        before = Report.objects.get(pk=report.pk).state
        Event.objects.create(
            case_id=report.pk, step="x", source=before, target=state, actor_id=1,
            actor_name="某人", party="maker", reason="理由",
        )  # fmt: skip
        cursor.execute("UPDATE casework_case SET state = %s WHERE uuid = %s", [state, report.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def broken(constraint: str, act: Any) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        act()
    assert caught.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def test_periods_never_overlap_whoever_writes(world: World) -> None:
    world.begin()
    fields: dict[str, Any] = {
        "title": "另一份", "programme_id": "BJ", "subject": world.project,
        "period_from": LAST, "period_to": dt.date(2026, 1, 31), "claims_period": False,
    }  # fmt: skip

    def past_the_rules() -> None:
        begin(
            actor=world.owner.maker, kind=kind_of("report"),
            applicant=world.owner.organisation, **fields,
        )  # fmt: skip

    broken("reductions_periods_apart", past_the_rules)
    fields["period_from"] = LAST + dt.timedelta(days=1)
    past_the_rules()
    refused(
        "reductions_periods_apart", "UPDATE reductions_report SET period_from = %s, claims_period = false"
        " WHERE period_from = %s", FIRST, fields["period_from"],
    )  # fmt: skip


def test_claiming_follows_the_state(world: World) -> None:
    report = world.begin()
    Report.objects.filter(pk=report.pk).update(claims_period=False)
    assert Report.objects.get(pk=report.pk).claims_period
    move(report, "withdrawn")
    assert not Report.objects.get(pk=report.pk).claims_period


def test_project_and_period_stay(world: World) -> None:
    report = world.submitted()
    other = World().project
    change = "UPDATE reductions_report SET {} = %s WHERE case_ptr_id = %s"
    refused("reductions_report_stays", change.format("subject_id"), other.pk, report.pk)
    refused("reductions_report_stays", change.format("period_to"), FIRST, report.pk)


def test_what_is_applied_for_is_an_own_calculation(world: World) -> None:
    report = world.submitted()
    stranger = World().calculated()
    change = "UPDATE reductions_report SET applied_t = %s, applied_revision_id = %s WHERE case_ptr_id = %s"
    own, strange = report.revisions.get().pk, stranger.revisions.get().pk
    refused("reductions_applied_is_calculated", change, 497191, strange, report.pk)
    refused("reductions_applied_is_calculated", change, 497192, own, report.pk)
    refused("reductions_applied_with_revision", change, 497191, None, report.pk)


def test_nothing_is_registered_but_what_was_verified(world: World) -> None:
    report = world.verifying()
    with on(AFTER_NOTICE):
        world.sign(report)
    Report.objects.filter(pk=report.pk).update(verified_t=497190)
    broken("reductions_applied_is_verified", lambda: move(report, "registered"))
    Report.objects.filter(pk=report.pk).update(verified_t=497191)
    move(report, "registered")
    change = "UPDATE reductions_report SET verified_t = 1, applied_t = 1 WHERE case_ptr_id = %s"
    refused("reductions_applied_is_calculated", change, report.pk)
    change = "UPDATE reductions_report SET verified_t = 1 WHERE case_ptr_id = %s"
    refused("reductions_applied_is_verified", change, report.pk)


def test_no_report_is_issued_without_its_batch(world: World) -> None:
    report = world.registered()
    broken("reductions_issued_with_batch", lambda: move(report, "issued"))
    assert Report.objects.get(pk=report.pk).state == "registered"


BATCH = (
    "INSERT INTO reductions_issuedbatch (report_id, revision_id, batch, batch_code, entry, quantity_t,"
    " shares, revision_sha256, methodology_sha256, documents_sha256, issued_by, issued_at)"
    " SELECT report_id, revision_id, batch, batch_code || 'x', entry, quantity_t, shares, revision_sha256,"
    " methodology_sha256, documents_sha256, issued_by, issued_at FROM reductions_issuedbatch"
)


def test_a_report_has_one_batch(world: World) -> None:
    world.issued()
    refused("reductions_issuedbatch_batch_key", BATCH)


def test_a_batch_is_what_the_report_was_registered_for(world: World) -> None:
    issued, other = (
        world.issued(),
        world.registered(first=dt.date(2024, 1, 1), last=dt.date(2024, 12, 31)),
    )
    swapped = BATCH.replace("SELECT report_id, revision_id", "SELECT %s, %s")
    refused("reductions_batch_is_the_report", swapped, other.pk, other.applied_revision_id)
    assert issued.issued_batch.quantity_t == 497191


@pytest.mark.parametrize("table", ["dataversion", "calculationrevision", "issuedbatch"])
def test_what_was_written_stays(world: World, table: str) -> None:
    world.issued()
    column = {"issuedbatch": "issued_by"}.get(table, "made_by")
    refused("casework_kept", f"UPDATE reductions_{table} SET {column} = '别人'")
    refused("casework_kept", f"DELETE FROM reductions_{table}")


def test_a_calculation_rests_on_data_of_its_own(world: World) -> None:
    mine, theirs = world.calculated(), World().calculated()
    revision = mine.revisions.get()
    revision.pk, revision.number, revision.data = None, 2, theirs.data_versions.get()
    broken("reductions_revision_of_own_data", revision.save)
