"""Every change of a document is recorded with actor, address and reason, or does not happen."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import CodedError
from governance.audit.recording import UnrecordedChange, current, recording
from governance.identity.actor import Actor
from governance.identity.roles import Role
from registry.organisations.models import Organisation
from tests.governance.people import make_actor
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db


def test_recording_names_actor_and_reason_and_ends():
    actor = Actor(user_id=7, name="孙丽")
    with recording(actor, " 依申请 "):
        assert (current().actor, current().reason) == (actor, "依申请")
        with recording(actor, "内层"):
            assert current().reason == "内层"
        assert current().reason == "依申请"
    with pytest.raises(UnrecordedChange):
        current()


@pytest.mark.parametrize(
    ("reason", "code"), [("", "reason_missing"), ("字" * 501, "reason_too_long")]
)
def test_recording_wants_a_reason(reason, code):
    with pytest.raises(CodedError) as caught, recording(Actor(user_id=7, name="孙丽"), reason):
        pytest.fail("recorded without a reason")
    assert caught.value.code == code


def test_a_document_is_not_saved_outside_a_recording():
    organisation = make_organisation()
    organisation.name_zh = "改名公司"
    with pytest.raises(UnrecordedChange), transaction.atomic():
        organisation.save()
    assert Organisation.objects.get(pk=organisation.pk).name_zh != "改名公司"


def test_history_has_actor_address_and_reason():
    actor = make_actor(Role.MAKER, ip="192.0.2.44")
    organisation = make_organisation(actor=actor, reason="依申请登记")
    row = organisation.history.get()
    assert (row.history_type, row.history_change_reason) == ("+", "依申请登记")
    assert (row.history_user_id, row.actor_name, row.ip) == (
        actor.user_id,
        actor.name,
        "192.0.2.44",
    )


@pytest.mark.laws
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM organisations_historicalorganisation",
        "UPDATE organisations_historicalorganisation SET history_change_reason = '另写'",
        "UPDATE organisations_historicalorganisation SET actor_name = '别人'",
    ],
)
def test_history_rows_are_kept(statement):
    organisation = make_organisation(reason="依申请登记")
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(statement)
    assert organisation.history.get().history_change_reason == "依申请登记"
