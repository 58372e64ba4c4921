"""Changing an organisation: only what is named, with before and after in its history."""

from __future__ import annotations

import uuid

import pytest

from governance.identity.roles import Role
from registry.organisations.models import Holder, Organisation
from registry.organisations.services.change_organisation import change_organisation
from registry.organisations.services.organisation_status import close_organisation
from tests.governance.people import NOT_CLERKS, make_actor
from tests.registry.organisations.holders import make_organisation
from tests.registry.organisations.refusals import refused

pytestmark = pytest.mark.django_db


def test_changes_what_is_named_and_nothing_else():
    organisation = make_organisation(address="运河东大街 1 号", district_code="110112")
    actor = make_actor(Role.CHECKER, ip="192.0.2.10")
    change_organisation(
        actor=actor, reason="更名", organisation=organisation.pk, name_zh="北京新名有限公司"
    )
    changed = Organisation.objects.get(pk=organisation.pk)
    assert (changed.name_zh, changed.address) == ("北京新名有限公司", "运河东大街 1 号")
    assert changed.district_id == "110112"
    assert Holder.objects.get(pk=organisation.pk).display_name == "北京新名有限公司"
    new, old = changed.history.all()
    assert [change.field for change in new.diff_against(old).changes] == ["name_zh"]
    assert (new.history_change_reason, new.ip) == ("更名", "192.0.2.10")
    assert new.history_user_id == actor.user_id


@pytest.mark.parametrize("role", NOT_CLERKS)
def test_only_clerks_change(role):
    organisation, actor = make_organisation(), make_actor(role)
    with refused("forbidden"):
        change_organisation(actor=actor, reason="试", organisation=organisation.pk, address="新址")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "nothing_changed"),
        ({"address": " 运河东大街 1 号 "}, "nothing_changed"),
        ({"kinds": []}, "kinds_missing"),
        ({"district_code": "999999"}, "district_unknown"),
        ({"name_zh": ""}, "field_invalid"),
        ({"contact_phone": "1" * 31}, "field_invalid"),
    ],
)
def test_refusals_change_nothing(changes, code):
    organisation, actor = make_organisation(address="运河东大街 1 号"), make_actor(Role.MAKER)
    with refused(code):
        change_organisation(actor=actor, reason="试", organisation=organisation.pk, **changes)


def test_unknown_and_closed_are_refused():
    organisation, actor = make_organisation(), make_actor(Role.MAKER)
    with refused("organisation_unknown"):
        change_organisation(actor=actor, reason="试", organisation=uuid.uuid4(), address="新址")
    close_organisation(actor=actor, reason="注销", organisation=organisation.pk)
    with refused("organisation_closed"):
        change_organisation(actor=actor, reason="试", organisation=organisation.pk, address="新址")


def test_the_code_is_not_among_what_can_change():
    organisation, actor = make_organisation(), make_actor(Role.MAKER)
    with pytest.raises(TypeError, match="uscc"):
        change_organisation(
            actor=actor, reason="试", organisation=organisation.pk, uscc="91110000600037341L"
        )
