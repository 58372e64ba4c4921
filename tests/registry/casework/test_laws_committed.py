"""Laws of cases that show only between transactions."""

from __future__ import annotations

import pytest
from django.db import connection

from registry.casework.services.taking import take
from tests.registry.casework.people import company, draft_project
from tests.registry.casework.test_laws import refused

pytestmark = pytest.mark.laws


def test_an_event_of_another_transaction_does_not_serve(fresh_database: object) -> None:
    owner = company()
    project = draft_project(owner)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO casework_event (case_id, at, step, source, target, actor_id, actor_name,"
            " actor_for, party, organisation, ip, reason, approval, detail) VALUES (%s, now(), 'submit',"
            " 'draft', 'submitted', 1, '某人', '', 'maker', '', '', '理由', '', '{}')",
            [project.uuid],
        )
    move = "UPDATE casework_case SET number = 'X-1', state = 'submitted' WHERE uuid = %s"
    refused("casework_move_has_event", move, project.uuid)


def test_a_closed_projects_own_row_never_changes(fresh_database: object) -> None:
    owner = company()
    project = draft_project(owner)
    take(actor=owner.checker, case=project.uuid, step="withdraw", reason="不办了")
    change = "UPDATE projects_project SET address = '别处' WHERE case_ptr_id = %s"
    refused("casework_closed", change, project.uuid)
