"""The bureau's pages on persons and members: the number is typed, never shown."""

from __future__ import annotations

import pytest
from django.urls import reverse

from governance.identity.roles import Role
from registry.organisations.models import Membership, Person
from tests.governance.pages import browser, rows, text
from tests.governance.people import make_staff, make_user
from tests.registry.organisations.holders import make_organisation, make_person
from tests.registry.organisations.refusals import snapshot

pytestmark = pytest.mark.django_db

PERSONS = "/admin/organisations/person/"
MEMBERS = "/admin/organisations/membership/"
NUMBER = "11010519491231002X"


def person_form(**changes: object) -> dict:
    return {
        "real_name": "欧阳小明",
        "id_type": "resident_id",
        "id_number": NUMBER,
        "district": "",
        "phone": "",
        "user": "",
        "reason": "本人申请",
    } | changes


def member_form(organisation, user, **changes: object) -> dict:
    return {
        "organisation": organisation.pk,
        "user": user.pk,
        "role": "maker",
        "valid_from_0": "",
        "valid_from_1": "",
        "valid_to_0": "",
        "valid_to_1": "",
        "reason": "单位来函",
    } | changes


def test_person_is_registered_found_and_changed():
    client = browser(make_staff(Role.MAKER))
    assert client.post(f"{PERSONS}add/", person_form()).status_code == 302
    person = Person.objects.get()
    for search in ("欧阳", "002X", NUMBER.lower(), "110105 19491231 002X"):
        assert len(rows(client.get(PERSONS, {"q": search}))) == 1, search
    assert rows(client.get(PERSONS, {"q": "110105194912310000"})) == []
    change = reverse("admin:organisations_person_change", args=[person.pk])
    page = client.get(change).content.decode()
    assert "110***********002X" in page
    assert NUMBER not in page
    assert client.post(change, person_form(phone="010-1", reason="补电话")).status_code == 302
    assert Person.objects.get().phone == "010-1"
    history = reverse("admin:organisations_person_history", args=[person.pk])
    assert "补电话" in text(client.get(history))


@pytest.mark.parametrize("number", ["", "110105194912310021", "1101051949123100"])
def test_bad_numbers_are_form_errors(number):
    client, before = browser(make_staff(Role.MAKER)), snapshot()
    response = client.post(f"{PERSONS}add/", person_form(id_number=number))
    assert "id_number" in response.context["adminform"].form.errors
    assert snapshot() == before


def test_member_is_added_changed_and_ended():
    organisation, user = make_organisation(), make_user()
    client = browser(make_staff(Role.MAKER))
    assert client.get(f"{MEMBERS}add/").status_code == 200
    assert client.post(f"{MEMBERS}add/", member_form(organisation, user)).status_code == 302
    membership = Membership.objects.get()
    again = client.post(f"{MEMBERS}add/", member_form(organisation, user, role="admin"))
    assert "变更现有成员关系" in text(again)
    change = reverse("admin:organisations_membership_change", args=[membership.pk])
    assert client.post(change, {"role": "checker", "reason": "换岗"}).status_code == 302
    assert Membership.objects.get().role == "checker"
    assert client.post(f"{MEMBERS}{membership.pk}/act/end/", {"reason": "离职"}).status_code == 302
    assert Membership.objects.get().status == "ended"
    assert client.post(change, {"role": "admin", "reason": "试"}).status_code == 403
    assert "已终止" in text(client.get(MEMBERS))


@pytest.mark.parametrize("page", ["person", "membership", "holder", "district", "organisation"])
def test_every_list_opens_for_readers_only(page):
    make_person()
    url = f"/admin/organisations/{page}/"
    for role in (Role.MAKER, Role.APPROVER, Role.AUDIT_ADMIN, Role.SUPERVISOR):
        assert browser(make_staff(role)).get(url, {"q": "京"}).status_code == 200
    assert browser(make_staff(Role.EXPERT)).get(url).status_code == 403


def test_clerks_choose_users_by_typing():
    make_user("钱多多")
    query = {"app_label": "organisations", "model_name": "membership", "field_name": "user"}
    found = browser(make_staff(Role.MAKER)).get("/admin/autocomplete/", query | {"term": "多多"})
    assert [each["text"][:3] for each in found.json()["results"]] == ["钱多多"]
