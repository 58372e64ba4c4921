"""What people are refused is written down, outlives the rollback, and is never changed."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from governance.audit.trail.models import Refusal
from governance.identity.models import RoleGrant
from governance.identity.roles import Role
from registry.organisations.models import Organisation
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.organisations.holders import make_organisation

ORGANISATIONS = "/admin/organisations/organisation/"


@pytest.mark.django_db
def test_a_refused_form_is_written_down_and_nothing_else():
    taken, maker = make_organisation(), make_staff(Role.MAKER, real_name="周敏")
    sent = {"uscc": taken.uscc, "name_zh": "再登记一次", "kinds": ["general"], "reason": "试"}
    response = browser(maker).post(f"{ORGANISATIONS}add/", sent)
    assert response.status_code == 200
    assert Organisation.objects.count() == 1
    refusal = Refusal.objects.get()
    assert (refusal.actor_id, refusal.actor_name, refusal.roles) == (maker.pk, "周敏", "maker")
    assert (refusal.ip, refusal.method, refusal.code) == ("198.51.100.7", "POST", "uscc_taken")
    assert refusal.path == f"{ORGANISATIONS}add/"
    assert refusal.thing == "新单位"
    assert taken.uscc in refusal.sentence
    assert refusal.params["uscc"] == taken.uscc


def end_twice() -> RoleGrant:
    """A grant ended, and once more: the second time is refused."""
    client, grant = (
        browser(make_staff(Role.SECURITY_ADMIN)),
        make_staff(Role.EXPERT).role_grants.get(),
    )
    url = f"/admin/identity/rolegrant/{grant.pk}/act/revoke/"
    assert client.post(url, {"reason": "离任"}).status_code == 302
    ended = RoleGrant.objects.get(pk=grant.pk)
    assert client.post(url, {"reason": "再终止"}).status_code == 200
    return ended


@pytest.mark.django_db
def test_a_refused_act_names_its_object():
    ended = end_twice()
    refusal = Refusal.objects.get()
    assert (refusal.code, refusal.thing) == ("grant_ended", str(ended))
    assert RoleGrant.objects.filter(pk=ended.pk).values().get() == {
        key: value for key, value in vars(ended).items() if not key.startswith("_")
    }


@pytest.mark.django_db
def test_a_page_one_may_not_see_is_written_down():
    client = browser(make_staff(Role.EXPERT))
    assert client.get("/admin/ledger/entry/").status_code == 403
    assert client.post("/admin/identity/rolegrant/add/", {"role": "maker"}).status_code == 403
    found = list(Refusal.objects.order_by("id").values_list("code", "method", "path"))
    assert found == [
        ("permission_denied", "GET", "/admin/ledger/entry/"),
        ("permission_denied", "POST", "/admin/identity/rolegrant/add/"),
    ]


@pytest.mark.django_db
def test_strangers_and_what_is_done_are_not(client):
    client.get("/admin/ledger/entry/")
    maker = browser(make_staff(Role.MAKER))
    assert maker.get("/admin/ledger/entry/").status_code == 200
    assert maker.get("/admin/ledger/entry/999999/change/").status_code == 302
    assert not Refusal.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE trail_refusal SET sentence = 'x'",
        "DELETE FROM trail_refusal",
        "TRUNCATE trail_refusal",
    ],
)
def test_the_database_keeps_refusals(attack):
    browser(make_staff(Role.EXPERT)).get("/admin/ledger/entry/")
    before = list(Refusal.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert list(Refusal.objects.values()) == before
    assert len(before) == 1


def test_a_refusal_outlives_the_rollback_of_the_act(fresh_database):
    """With real commits: the act's transaction is gone, the refusal stands."""
    ended = end_twice()
    connection.close()  # what was not committed is lost
    assert Refusal.objects.get().code == "grant_ended"
    assert RoleGrant.objects.get(pk=ended.pk).revoke_reason == "离任"
