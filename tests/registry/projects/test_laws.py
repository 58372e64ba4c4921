"""Laws of projects, attacked from outside the services."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from core.ids import uuid7
from registry.projects.models import ElsewhereClaim, Explanation, Project, ProjectShare
from tests.registry.casework.people import company, put_into
from tests.registry.casework.test_laws import refused
from tests.registry.projects.test_filling import CLAIM
from tests.registry.projects.test_mandates import grant
from tests.registry.projects.walking import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.laws]
CONTENT = (
    "methodology_id = NULL", "product_class = 'x'", "technology = 'x'", "description = 'x'",
    "address = 'x'", "longitude = 1", "latitude = 1", "equipment = '{SN-9}'",
    "construction_from = '2024-01-01'", "operation_from = '2024-01-01'",
    "crediting_from = '2024-01-01'", "crediting_to = '2040-01-01'", "expected_t = 9",
    "additionality = 'x'", "no_legal_duty = false", "outside_allowances = false",
    "not_claimed = false",
)  # fmt: skip


@pytest.fixture
def walk(db: None) -> Walk:
    """A registered project, not by its steps: they are tested elsewhere."""
    found = Walk().begun(equipment=["sn-1 ", "SN-2"])
    states = ("submitted", "public_notice", "validation", "review", "registered")
    put_into(found.project, *states)
    return found


@pytest.mark.parametrize("change", CONTENT)
def test_registered_content_stays(walk: Walk, change: str) -> None:
    refused("projects_content_stays", f"UPDATE projects_project SET {change}")


def test_every_column_is_of_the_content_or_of_the_registration() -> None:
    """A column added later is kept by the same law, unless it is named here."""
    columns = {f.column for f in Project._meta.local_concrete_fields}
    named = {change.split(" = ")[0] for change in CONTENT}
    assert columns - named == {"case_ptr_id", "code", "registered_on"}


@pytest.mark.parametrize("change", ["title = 'x'", "district_id = '110112'", "applicant_id = %s"])
def test_registered_content_in_the_case_stays(walk: Walk, change: str) -> None:
    values = [company("别家有限公司").organisation.pk] if "%s" in change else []
    statement = f"UPDATE casework_case SET {change} WHERE kind = 'project'"
    refused("projects_content_stays", statement, *values)


def test_submitted_content_stays_too() -> None:
    walk = Walk().submitted()
    refused("projects_content_stays", "UPDATE projects_project SET address = 'x'")
    refused("projects_content_stays", "UPDATE casework_case SET title = 'x' WHERE kind = 'project'")
    assert walk.now().title == "青岚一期光伏"


def test_an_event_that_names_no_change_under_review_does_not_serve(walk: Walk) -> None:
    insert = (
        "INSERT INTO casework_event (case_id, at, step, source, target, actor_id, actor_name,"
        " actor_for, party, organisation, ip, reason, approval, detail)"
        " SELECT uuid, now(), 'change', 'registered', 'registered', 1, '某人', '', 'approver', '', '',"
        " '理由', '', %s::jsonb FROM casework_case WHERE kind = 'project'"
    )
    with connection.cursor() as cursor:
        cursor.execute(insert, [f'{{"change": "{uuid7()}"}}'])
        cursor.execute(insert, [f'{{"change": "{walk.project.pk}"}}'])
        cursor.execute(insert, ["{}"])
    refused("projects_content_stays", "UPDATE projects_project SET address = 'x'")


def test_code_and_day_are_given_once(walk: Walk) -> None:
    Project.objects.update(code="XM20260001", registered_on="2026-03-02")
    for change in ("code = 'XM2'", "code = NULL", "registered_on = '2026-03-03'"):
        refused("projects_code_stays", f"UPDATE projects_project SET {change}")
    other = Walk(owner=walk.owner).begun()
    early = "UPDATE projects_project SET code = 'XM3' WHERE case_ptr_id = %s"
    refused("projects_code_stays", early, other.project.pk)


def test_equipment_belongs_to_one_registered_project(walk: Walk) -> None:
    other = Walk(owner=walk.owner).begun(title="另一个", equipment=["SN-1"])
    states = ("submitted", "public_notice", "validation", "review")
    put_into(other.project, *states)
    with pytest.raises(IntegrityError, match="projects_equipment_held"), transaction.atomic():
        put_into(other.project, "registered")
    put_into(walk.project, "deregistered")
    put_into(other.project, "registered")
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, project FROM projects_equipment_held")
        assert cursor.fetchall() == [("SN-1", other.project.pk)]
    for attack in (
        "DELETE FROM projects_equipment_held",
        "UPDATE projects_equipment_held SET number = 'X'",
        "TRUNCATE projects_equipment_held",
    ):
        with (
            pytest.raises(Exception, match=r"follows from its project|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(attack)


def test_shares_and_claims_stay_with_the_content() -> None:
    walk = Walk().begun()
    other = company("合作单位有限公司").organisation
    shares = f"{walk.owner.organisation.uscc} 70\n{other.uscc} 30"
    walk.do(walk.owner.maker, "set_shares", shares=shares)
    walk.do(walk.owner.maker, "add_claim", **CLAIM)
    refused("projects_content_stays", "UPDATE projects_elsewhereclaim SET quantity = 1")
    walk.do(walk.owner.checker, "submit")
    refused("projects_content_stays", "UPDATE projects_projectshare SET percent = 50")
    refused("projects_content_stays", "DELETE FROM projects_projectshare")
    refused("projects_content_stays", "DELETE FROM projects_elsewhereclaim")
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        ProjectShare.objects.create(project=walk.project, organisation=other, percent=1)
    walk.do(walk.owner.checker, "withdraw")
    fields = ElsewhereClaim.objects.values().get() | {"id": None}
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        ElsewhereClaim.objects.create(**fields)


def test_explanations_and_mandates_are_written_once(walk: Walk) -> None:
    Explanation.objects.create(
        project=walk.project, flag="x", text="说明", explained_by_id=1, explained_by="某人"
    )
    refused("casework_kept", "UPDATE projects_explanation SET text = '别的'")
    refused("casework_kept", "DELETE FROM projects_explanation")
    grant(walk.owner, company("碳汇运营有限公司"))
    for change in ("valid_to = '2099-01-01'", "scopes = '{sell}'", "document = 'x'"):
        refused("projects_mandate_stays", f"UPDATE projects_mandate SET {change}")
    run_end = "UPDATE projects_mandate SET ended_at = now(), ended_by = '某人'"
    with connection.cursor() as cursor:
        cursor.execute(run_end)
    refused("projects_mandate_stays", run_end)
    refused("casework_kept", "DELETE FROM projects_mandate")
