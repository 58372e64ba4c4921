"""Lists of holders are searched by Chinese words of two or more characters, by index."""

from __future__ import annotations

import pytest
from django.db import connection

from governance.identity.roles import Role
from registry.organisations.models import Holder, Organisation
from registry.organisations.selectors.find_holder import holders_named
from registry.organisations.selectors.search import holders_having, organisations_having
from tests.governance.pages import browser, rows
from tests.governance.people import make_staff
from tests.registry.organisations.holders import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def heat() -> Organisation:
    make_organisation(name_zh="成都绿道建设有限公司")
    return make_organisation(name_zh="北京运河热力有限公司", name_en="Canal HEAT Co")


@pytest.mark.parametrize("words", ["热力", "运河热力", "热", "北京 热力", "heat", "力有", "canal"])
def test_found_by_words_of_any_length(heat, words):
    assert list(organisations_having(Organisation.objects.all(), words)) == [heat]


@pytest.mark.parametrize("words", ["热河", "力热", "北京 绿道", "_力", "%"])
def test_neighbours_count_and_signs_are_only_signs(heat, words):
    assert list(organisations_having(Organisation.objects.all(), words)) == []


def test_by_code_contact_and_address(heat):
    client = browser(make_staff(Role.MAKER))
    other = make_organisation(
        name_zh="某单位", contact_name="欧阳文", address="通州区运河东大街1号"
    )
    url = "/admin/organisations/organisation/"
    assert rows(client.get(url, {"q": "欧阳"})) == [str(other)]
    assert rows(client.get(url, {"q": "东大街"})) == [str(other)]
    assert rows(client.get(url, {"q": heat.uscc[8:].lower()})) == [str(heat)]


def test_holders_and_members(heat):
    client, person = browser(make_staff(Role.MAKER)), make_person()
    holders = Holder.objects.all()
    assert [h.uuid for h in holders_having(holders, "热力")] == [heat.uuid]
    assert [h.uuid for h in holders_having(holders, heat.uscc.lower())] == [heat.uuid]
    assert [h.uuid for h in holders_having(holders, str(heat.uuid))] == [heat.uuid]
    assert holders_named(person.real_name) == [person.uuid]
    assert client.get("/admin/organisations/membership/", {"q": "热力"}).status_code == 200
    people = "/admin/organisations/person/"
    for words in (person.real_name, person.real_name[:1], person.id_last4.lower()):
        assert rows(client.get(people, {"q": words})) == [str(person)]


@pytest.mark.parametrize("having", [organisations_having, holders_having])
def test_an_index_serves_the_search(heat, having):
    """Whatever the planner would choose on a table of two rows: it can use the index."""
    model = Organisation if having is organisations_having else Holder
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    plan = having(model.objects.order_by(), "热力").explain()
    assert "_words" in plan


def test_what_begins_a_code_means_that_code(heat):
    other = make_organisation(address=f"门牌{heat.uscc[:8]}号")
    found = organisations_having(Organisation.objects.all(), heat.uscc[:8].lower())
    same = Organisation.objects.filter(uscc__startswith=heat.uscc[:8])
    assert set(found) == set(same)
    inside = organisations_having(Organisation.objects.all(), f"牌{heat.uscc[:8]}")
    assert list(inside) == [other]
