"""Who imports, into which programme; refused before anything is written."""

from __future__ import annotations

import pytest
from django.core.management import CommandError

from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from governance.identity.services.technical import technical_operator
from registry.ledger.models import Request
from tests.governance.people import make_staff
from tests.registry.imports.files import Files, issuance
from tests.registry.ledger.world import picture

pytestmark = pytest.mark.django_db


def test_by_default_the_technical_operator_is_recorded(blocks: Files) -> None:
    blocks.write([issuance()], []).load("--json")
    user = User.objects.get(username="importer")
    assert not user.is_active
    assert not user.has_usable_password()
    assert not RoleGrant.objects.filter(user=user).exists()
    assert set(Request.objects.values_list("actor_id", "actor_name", "actor_role", "client")) == {
        (user.pk, "导入程序", "operator", "import.ext")
    }


def test_its_right_reaches_one_programme() -> None:
    actor = technical_operator(programme="EXT")
    assert actor.may(Role.OPERATOR, programme="EXT")
    assert not actor.may(Role.OPERATOR, programme="BJ")


def test_a_named_operator(blocks: Files) -> None:
    user = make_staff(Role.OPERATOR, real_name="何帆")
    blocks.write([issuance()], []).load("--as", user.username)
    assert set(Request.objects.values_list("actor_id", "actor_name")) == {(user.pk, "何帆")}


def test_refused(blocks: Files, settings) -> None:
    blocks.write([issuance()], [])
    maker = make_staff(Role.MAKER, Role.CHECKER, Role.APPROVER).username
    settings.ENVIRONMENT = "production"
    before = picture()
    cases = {
        "forbidden": ["--as", maker],
        "importer_unknown": ["--as", "nobody"],
        "importer_needed": [],
        "programme_malformed": ["--programme", "x1"],
    }
    for code, words in cases.items():
        with pytest.raises(CommandError, match=rf"^{code}: "):
            blocks.load(*words)
    assert picture() == before


def test_history_never_mixes_with_a_programme_of_ours(blocks: Files) -> None:
    before = picture()
    with pytest.raises(CommandError, match=r"^programme_not_imported: "):
        blocks.write([issuance()], []).load("--programme", "BJ")
    assert picture() == before


def test_a_person_is_never_recorded_by_default(blocks: Files) -> None:
    User.objects.create_user("importer", password="demo-password-2026", real_name="何帆")
    with pytest.raises(CommandError, match=r"^technical_name_taken: "):
        blocks.write([issuance()], []).load()


def test_car_has_a_programme_of_its_own(car: Files) -> None:
    with pytest.raises(CommandError, match=r"^programme_fixed: "):
        car.write([], []).load("--programme", "EXT")
