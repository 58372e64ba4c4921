"""Laws of engagements and findings, attacked from outside the services."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from registry.vvb.models import Engagement, Finding
from tests.registry.casework.people import company
from tests.registry.casework.test_laws import refused
from tests.registry.vvb.bodies import body, in_validation, name
from tests.registry.vvb.test_working import SIGNED, World

pytestmark = [pytest.mark.django_db, pytest.mark.laws]


@pytest.fixture
def world(db: None) -> World:
    found = World(owner := company(), chosen := body(), project := in_validation(owner))
    name(owner, project, chosen)
    found.do(chosen.maker, "declare_no_conflict")
    found.do(chosen.maker, "raise_finding", kind="FAR", text="下次核查时复核")
    return found


def test_what_was_signed_never_changes(world: World) -> None:
    world.do(world.body.checker, "sign_conclusion", **SIGNED)
    for change in ("conclusion = 'negative'", "statement = '别的'", "ended_at = now()"):
        refused("vvb_signed_stays", f"UPDATE vvb_engagement SET {change}")
    refused("vvb_signed_stays", "UPDATE vvb_finding SET closed_at = now()")
    insert = (
        "INSERT INTO vvb_finding (engagement_id, number, kind, text, raised_by_id, raised_by,"
        " raised_at, response, responded_by, closed_by)"
        " SELECT uuid, 7, 'CAR', '补提', 1, '某人', now(), '', '', '' FROM vvb_engagement"
    )
    refused("vvb_signed_stays", insert)


def test_a_finding_stays_as_raised(world: World) -> None:
    for change in ("text = '别的'", "kind = 'CL'", "number = 4", "raised_by = '别人'"):
        refused("vvb_finding_stays", f"UPDATE vvb_finding SET {change}")
    world.do(world.body.maker, "close_finding", finding="1")
    refused("vvb_finding_stays", "UPDATE vvb_finding SET response = '再答'")
    refused("vvb_finding_stays", "UPDATE vvb_finding SET closed_at = NULL")


def test_nothing_is_signed_with_open_findings_or_without_a_declaration(world: World) -> None:
    world.do(world.body.maker, "raise_finding", kind="CAR", text="缺少计量记录")
    sign = (
        "UPDATE vvb_engagement SET signed_at = now(), signed_by_id = 1, signed_by = '某人',"
        f" conclusion = 'positive', statement = '符合', revision_sha256 = '{'a' * 64}'"
    )
    refused("vvb_findings_open", sign)
    refused("vvb_engagement_stays", "UPDATE vvb_engagement SET declared_at = NULL")
    refused("vvb_engagement_stays", "UPDATE vvb_engagement SET role = 'verify'")
    refused("vvb_signed_whole", "UPDATE vvb_engagement SET conclusion = 'positive'")


def test_nothing_is_deleted(world: World) -> None:
    refused("casework_kept", "DELETE FROM vvb_finding")
    refused("casework_kept", "DELETE FROM vvb_engagement")
    assert (Engagement.objects.count(), Finding.objects.count()) == (1, 1)


def test_one_at_work_and_begun_unsigned(world: World) -> None:
    found = Engagement.objects.get()
    fields = {
        "case_id": found.case_id, "organisation_id": found.organisation_id, "role": "validate",
        "mode": "named", "named_by_id": 1, "named_by": "某人",
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="vvb_engaged_once"), transaction.atomic():
        Engagement.objects.create(**fields)
    with pytest.raises(IntegrityError, match="begins unsigned"), transaction.atomic():
        Engagement.objects.create(**fields, ended_at=found.named_at)
