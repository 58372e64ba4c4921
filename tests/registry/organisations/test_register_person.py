"""Natural persons: once per document, the number itself nowhere in the database."""

from __future__ import annotations

import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from governance.identity.roles import Role
from registry.organisations.models import Holder, Person
from registry.organisations.person_hash import person_hash
from registry.organisations.selectors.persons import persons_with_id
from registry.organisations.services.change_person import change_person
from registry.organisations.services.register_person import register_person
from tests.governance.people import NOT_CLERKS, make_actor, make_user
from tests.registry.organisations.holders import make_person, make_resident_id
from tests.registry.organisations.refusals import refused

pytestmark = pytest.mark.django_db

NUMBER = "11010519491231002X"


def given(**changes: object) -> dict:
    return {
        "real_name": "欧阳小明",
        "id_type": "resident_id",
        "id_number": NUMBER,
        "district_code": "110105",
        "reason": "本人申请",
    } | changes


def test_registers_and_makes_a_masked_holder():
    actor = make_actor(Role.MAKER, ip="192.0.2.12")
    person = Person.objects.get(pk=register_person(actor=actor, **given()).pk)
    assert (person.id_last4, person.id_masked) == ("002X", "110***********002X")
    holder = Holder.objects.get(pk=person.pk)
    assert (holder.kind, holder.person_id, holder.display_name) == ("person", person.pk, "欧**")
    row = person.history.get()
    assert (row.history_change_reason, row.ip) == ("本人申请", "192.0.2.12")


def test_the_number_is_kept_nowhere():
    make_person(id_number=NUMBER)
    cursor = connection.cursor()
    for table in ("organisations_person", "organisations_historicalperson", "organisations_holder"):
        cursor.execute(
            f"SELECT count(*) FROM {table} t WHERE t::text LIKE %s", [f"%{NUMBER[:14]}%"]
        )
        assert cursor.fetchone() == (0,)


def test_found_by_the_whole_number_only():
    person = make_person(id_number=NUMBER)
    assert persons_with_id("110105 19491231 002x") == [person]
    assert persons_with_id(NUMBER[:-1]) == []


def test_one_document_is_registered_once():
    actor = make_actor(Role.MAKER)
    register_person(actor=actor, **given())
    with refused("person_taken") as caught:
        register_person(actor=actor, **given(real_name="另一人", id_number=NUMBER.lower()))
    assert "欧阳小明" not in caught.value.zh  # whoever tries numbers learns no names
    register_person(actor=actor, **given(id_type="passport", id_number=NUMBER))


@pytest.mark.parametrize("role", NOT_CLERKS)
def test_only_clerks_register(role):
    actor = make_actor(role)
    with refused("forbidden"):
        register_person(actor=actor, **given())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": ""}, "reason_missing"),
        ({"real_name": " "}, "field_invalid"),
        ({"id_number": "110105194912310021"}, "id_check"),
        ({"id_type": "card"}, "id_type_unknown"),
        ({"district_code": "000000"}, "district_unknown"),
    ],
)
def test_bad_input_changes_nothing(changes, code):
    actor = make_actor(Role.MAKER)
    with refused(code):
        register_person(actor=actor, **given(**changes))


def test_a_user_is_one_person():
    actor, user = make_actor(Role.MAKER), make_user()
    make_person(user=user)
    with refused("user_taken"):
        register_person(actor=actor, **given(user=user))


def test_changing_a_person():
    person, actor = make_person(real_name="张三"), make_actor(Role.CHECKER)
    change_person(actor=actor, reason="更名", person=person.pk, real_name="张四")
    changed = Person.objects.get(pk=person.pk)
    assert (changed.real_name, changed.id_hash) == ("张四", person.id_hash)
    assert changed.holder.display_name == "张*"
    assert changed.history.first().history_change_reason == "更名"


@pytest.mark.parametrize("role", NOT_CLERKS)
def test_only_clerks_change(role):
    person, actor = make_person(), make_actor(role)
    with refused("forbidden"):
        change_person(actor=actor, reason="试", person=person.pk, phone="13800000000")


def test_refused_changes():
    person, actor, user = make_person(phone="010-1"), make_actor(Role.MAKER), make_user()
    make_person(user=user)
    with refused("nothing_changed"):
        change_person(actor=actor, reason="试", person=person.pk, phone="010-1")
    with refused("user_taken"):
        change_person(actor=actor, reason="试", person=person.pk, user=user)
    with refused("person_unknown"):
        change_person(actor=actor, reason="试", person=uuid.uuid4(), phone="1")
    with pytest.raises(TypeError, match="id_number"):
        change_person(actor=actor, reason="试", person=person.pk, id_number=make_resident_id())


def test_hash_needs_its_key(settings):
    by_the_key = person_hash("resident_id", NUMBER)
    settings.PERSON_ID_KEY = "another-key-" * 4
    assert person_hash("resident_id", NUMBER) != by_the_key
    settings.PERSON_ID_KEY = ""
    with pytest.raises(ImproperlyConfigured):
        person_hash("resident_id", NUMBER)
