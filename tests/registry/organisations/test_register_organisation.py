"""Registering an organisation: once per code, by the bureau's clerks, with its history."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import CodedError
from governance.identity.roles import Role
from registry.organisations.models import District, Holder, Organisation
from registry.organisations.services.register_organisation import register_organisation
from tests.governance.people import NOT_CLERKS, make_actor
from tests.registry.organisations.holders import make_organisation, make_uscc
from tests.registry.organisations.refusals import refused, snapshot


def given(**changes: object) -> dict:
    return {
        "uscc": "91110000600037341L",
        "name_zh": "北京示范热力有限公司",
        "kinds": ["project_owner", "key_emitter"],
        "district_code": "110112",
        "reason": "依单位申请",
    } | changes


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.MAKER, Role.CHECKER])
def test_registers_and_makes_a_holder(role):
    actor = make_actor(role, ip="192.0.2.9")
    uuid = register_organisation(actor=actor, **given(uscc=" 9111 0000 600037341l")).uuid
    organisation = Organisation.objects.get(pk=uuid)
    assert organisation.uscc == "91110000600037341L"
    assert organisation.kinds == ["key_emitter", "project_owner"]
    assert organisation.district.name_zh == "通州区"
    assert organisation.status == "active"
    holder = Holder.objects.get(pk=uuid)
    assert (holder.kind, holder.organisation_id, holder.person_id) == ("organisation", uuid, None)
    assert holder.display_name == "北京示范热力有限公司"
    row = organisation.history.get()
    assert (row.history_type, row.history_change_reason) == ("+", "依单位申请")
    assert (row.history_user_id, row.actor_name, row.ip) == (actor.user_id, actor.name, "192.0.2.9")


@pytest.mark.django_db
@pytest.mark.parametrize("role", NOT_CLERKS)
def test_only_clerks_register(role):
    actor = make_actor(role)
    with refused("forbidden") as caught:
        register_organisation(actor=actor, **given())
    assert "经办、复核" in caught.value.zh


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "reason_missing"),
        ({"uscc": "91110000600037341"}, "uscc_length"),
        ({"uscc": "9111000060003734OL"}, "uscc_characters"),
        ({"uscc": "91110000600037341M"}, "uscc_check"),
        ({"name_zh": "  "}, "field_invalid"),
        ({"name_zh": "长" * 201}, "field_invalid"),
        ({"name_zh": "北京\x00公司"}, "field_invalid"),
        ({"contact_email": "不是邮箱"}, "field_invalid"),
        ({"kinds": []}, "kinds_missing"),
        ({"kinds": ["airline"]}, "kind_unknown"),
        ({"kinds": ["key_emitter", "general"]}, "kinds_conflict"),
        ({"district_code": "999999"}, "district_unknown"),
    ],
)
def test_bad_input_changes_nothing(changes, code):
    actor = make_actor(Role.MAKER)
    with refused(code):
        register_organisation(actor=actor, **given(**changes))


@pytest.mark.django_db
@pytest.mark.parametrize("left_out", ["name_zh", "kinds"])
def test_name_and_kinds_are_needed(left_out):
    actor, details = make_actor(Role.MAKER), given()
    del details[left_out]
    with refused("field_invalid" if left_out == "name_zh" else "kinds_missing"):
        register_organisation(actor=actor, **details)


@pytest.mark.django_db
def test_a_code_is_registered_once():
    actor = make_actor(Role.MAKER)
    register_organisation(actor=actor, **given())
    with refused("uscc_taken") as caught:
        register_organisation(actor=actor, **given(uscc="91110000600037341l", name_zh="另一家"))
    assert "北京示范热力有限公司" in caught.value.zh


def test_two_clerks_at_the_same_moment_register_it_once(fresh_database):
    actors = [make_actor(Role.MAKER), make_actor(Role.CHECKER)]
    start, outcomes = threading.Barrier(2), []

    def register(actor):
        try:
            start.wait(timeout=10)
            register_organisation(actor=actor, **given())
            outcomes.append("registered")
        except CodedError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=register, args=[actor]) for actor in actors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["registered", "uscc_taken"]
    assert Organisation.objects.count() == Holder.objects.count() == 1


@pytest.mark.laws
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ("uscc = '91110000600037341'", "organisations_uscc_shape"),
        ("uscc = '9111000060003734OL'", "organisations_uscc_shape"),
        ("uscc = '91110000600037341l'", "organisations_uscc_shape"),
        ("kinds = '{}'", "organisations_kinds_known"),
        ("kinds = '{airline}'", "organisations_kinds_known"),
        ("status = 'deleted'", "organisations_status_known"),
    ],
)
def test_database_refuses_bad_organisations(changes, constraint):
    organisation = make_organisation()
    before = snapshot()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        connection.cursor().execute(
            f"UPDATE organisations_organisation SET {changes} WHERE uuid = %s", [organisation.pk]
        )
    assert snapshot() == before


@pytest.mark.laws
@pytest.mark.django_db
def test_database_refuses_a_second_organisation_with_the_code():
    one, other = make_organisation(), make_organisation(uscc=make_uscc())
    with pytest.raises(IntegrityError, match="organisations_uscc_once"), transaction.atomic():
        Organisation.objects.filter(pk=other.pk).update(uscc=one.uscc)


@pytest.mark.laws
@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        "kind = 'person'",
        "organisation_id = NULL",
        "uuid = gen_random_uuid()",
        "kind = 'robot'",
    ],
)
def test_database_keeps_a_holder_one_thing(changes):
    holder = make_organisation().holder
    with pytest.raises(IntegrityError, match="organisations_holder_is_one"), transaction.atomic():
        connection.cursor().execute(
            f"UPDATE organisations_holder SET {changes} WHERE uuid = %s", [holder.pk]
        )


@pytest.mark.django_db
def test_districts_are_shipped():
    counts = {
        city: District.objects.filter(municipality=city).count() for city in ("北京市", "成都市")
    }
    assert counts == {"北京市": 17, "成都市": 22}
    assert set(District.objects.filter(kind="functional").values_list("name_zh", flat=True)) == {
        "北京经济技术开发区",
        "四川天府新区",
        "成都高新技术产业开发区",
    }
