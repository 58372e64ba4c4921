"""Holders known only from another registry's record: once each, as spelled, by the operator."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from core.errors import CodedError
from core.ids import uuid7
from governance.identity.roles import Role
from registry.organisations.models import ExternalHolder, Holder
from registry.organisations.services.register_external import register_external_holders
from tests.governance.people import make_actor
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db


def test_each_name_is_one_holder_however_often_it_comes() -> None:
    actor = make_actor(Role.OPERATOR)
    first = register_external_holders(actor=actor, registry="ABC", names=["甲", "乙", "甲"])
    again = register_external_holders(actor=actor, registry="ABC", names=["乙", "丙"])
    assert again["乙"] == first["乙"]
    assert sorted(
        Holder.objects.filter(kind="external").values_list("display_name", flat=True)
    ) == [
        "丙",
        "乙",
        "甲",
    ]


def test_the_same_name_in_two_registries_is_two_holders() -> None:
    actor = make_actor(Role.OPERATOR)
    one = register_external_holders(actor=actor, registry="ABC", names=["甲"])
    other = register_external_holders(actor=actor, registry="XYZ", names=["甲"])
    assert one["甲"] != other["甲"]


def test_only_an_operator() -> None:
    for actor in (make_actor(Role.MAKER), make_actor(Role.OPERATOR, programme="XYZ")):
        with pytest.raises(CodedError) as caught:
            register_external_holders(actor=actor, registry="ABC", names=["甲"])
        assert caught.value.code == "forbidden"
    assert not ExternalHolder.objects.exists()


@pytest.mark.parametrize("kind", ["external", "organisation", "person"])
def test_a_holder_is_exactly_one_thing(kind: str) -> None:
    external = ExternalHolder.objects.create(registry="ABC", name="甲")
    organisation = make_organisation()
    for links in (
        {},
        {"external": external, "organisation": organisation},
        {"organisation": organisation, "uuid": uuid7()},
    ):
        holder = {"uuid": external.uuid, "kind": kind, "display_name": "甲"} | links
        with pytest.raises(IntegrityError), transaction.atomic():
            Holder.objects.create(**holder)


def test_a_blank_name_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalHolder.objects.create(registry="ABC", name="  ")
