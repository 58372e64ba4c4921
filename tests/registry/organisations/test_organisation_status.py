"""Suspend, reactivate, close: which may follow which, by whom, with history."""

from __future__ import annotations

import pytest

from governance.identity.roles import Role
from registry.organisations.models import Organisation
from registry.organisations.services.organisation_status import (
    close_organisation,
    reactivate_organisation,
    suspend_organisation,
)
from tests.governance.people import NOT_CLERKS, make_actor
from tests.registry.organisations.holders import make_organisation
from tests.registry.organisations.refusals import refused

pytestmark = pytest.mark.django_db

ACTS = {
    "suspend": suspend_organisation,
    "reactivate": reactivate_organisation,
    "close": close_organisation,
}
PATHS = {"active": [], "suspended": ["suspend"], "closed": ["close"]}
ALLOWED = {
    ("active", "suspend"): "suspended",
    ("active", "close"): "closed",
    ("suspended", "reactivate"): "active",
    ("suspended", "close"): "closed",
}


def organisation_in(status: str) -> Organisation:
    organisation, actor = make_organisation(), make_actor(Role.MAKER)
    for act in PATHS[status]:
        ACTS[act](actor=actor, reason="准备", organisation=organisation.pk)
    return organisation


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("status", PATHS)
def test_every_act_in_every_state(status, act):
    organisation, actor = organisation_in(status), make_actor(Role.CHECKER, ip="192.0.2.11")
    if (status, act) not in ALLOWED:
        with refused("status_refused"):
            ACTS[act](actor=actor, reason="依通知", organisation=organisation.pk)
        return
    ACTS[act](actor=actor, reason="依通知", organisation=organisation.pk)
    changed = Organisation.objects.get(pk=organisation.pk)
    assert changed.status == ALLOWED[status, act]
    row = changed.history.first()
    assert (row.status, row.history_change_reason) == (changed.status, "依通知")
    assert (row.history_user_id, row.ip) == (actor.user_id, "192.0.2.11")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("role", NOT_CLERKS)
def test_only_clerks(role, act):
    organisation, actor = organisation_in("active"), make_actor(role)
    with refused("forbidden"):
        ACTS[act](actor=actor, reason="依通知", organisation=organisation.pk)


@pytest.mark.parametrize("act", ACTS)
def test_a_reason_is_needed(act):
    organisation, actor = organisation_in("active"), make_actor(Role.MAKER)
    with refused("reason_missing"):
        ACTS[act](actor=actor, reason="", organisation=organisation.pk)


def test_status_cannot_be_set_by_hand():
    organisation = make_organisation()
    with pytest.raises(AttributeError):
        organisation.status = "closed"
