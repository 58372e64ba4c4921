"""The list of accredited bodies: who keeps it, what is refused, and its pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.errors import CodedError
from governance.identity.roles import Role
from registry.organisations.models import Kind
from registry.vvb.models import Accreditation
from registry.vvb.selectors.accredited import accredited_bodies
from registry.vvb.services.accreditations import accredit, change_accreditation, resume, suspend
from tests.governance.people import make_actor, make_staff
from tests.registry.organisations.holders import make_organisation
from tests.registry.vvb.bodies import body

pytestmark = pytest.mark.django_db
GIVEN = {
    "scopes": ["能源替代"], "document": "市监批〔2026〕1 号",
    "valid_from": dt.date(2026, 1, 1), "valid_to": dt.date(2028, 12, 31),
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"actor": Role.DISTRICT}, "forbidden"),
        ({"reason": " "}, "reason_missing"),
        ({"scopes": []}, "accreditation_invalid"),
        ({"scopes": ["炼钢"]}, "accreditation_invalid"),
        ({"document": " "}, "accreditation_invalid"),
        ({"valid_to": dt.date(2025, 1, 1)}, "accreditation_invalid"),
        ({"kinds": [Kind.GENERAL]}, "accreditation_invalid"),
    ],
)
def test_refused(changed: dict[str, Any], code: str) -> None:
    changed = dict(changed)
    kinds = changed.pop("kinds", [Kind.VERIFIER])
    actor = make_actor(changed.pop("actor", Role.MAKER))
    organisation = make_organisation(kinds=kinds).pk
    with pytest.raises(CodedError) as caught:
        accredit(
            **GIVEN | {"actor": actor, "reason": "登记", "organisation": organisation} | changed
        )
    assert caught.value.code == code
    assert not Accreditation.objects.exists()


def test_in_force_by_day_and_scope_and_suspension() -> None:
    organisation, actor = make_organisation(kinds=[Kind.VERIFIER]), make_actor(Role.CHECKER)
    made = accredit(actor=actor, reason="登记", organisation=organisation.pk, **GIVEN)
    on = dt.date(2028, 12, 31)
    assert list(accredited_bodies("能源替代", on)) == [organisation]
    assert not accredited_bodies("能源替代", on + dt.timedelta(days=1)).exists()
    assert not accredited_bodies("生态保护", on).exists()
    suspend(actor=actor, reason="整改", accreditation=made.pk)
    assert not accredited_bodies("能源替代", on).exists()
    resume(actor=actor, reason="整改完成", accreditation=made.pk)
    change_accreditation(
        actor=actor, reason="扩项", accreditation=made.pk, scopes=["生态保护", "能源替代"]
    )
    assert accredited_bodies("生态保护", on).exists()
    reasons = list(
        made.history.order_by("history_id").values_list("history_change_reason", flat=True)
    )
    assert reasons == ["登记", "整改", "整改完成", "扩项"]


def test_the_pages(client: Client) -> None:
    made = body().organisation
    client.force_login(make_staff(Role.MAKER))
    assert (
        "中测审定核查" in client.get(reverse("admin:vvb_accreditation_changelist")).content.decode()
    )
    found = Accreditation.objects.get(organisation=made)
    page = client.get(reverse("admin:vvb_accreditation_change", args=[found.pk])).content.decode()
    assert "暂停资质" in page
    act = reverse("admin:vvb_accreditation_act", args=[found.pk, "suspend"])
    client.post(act, {"reason": "整改"})
    found.refresh_from_db()
    assert found.suspended == "整改"
    other = make_organisation(kinds=[Kind.VERIFIER])
    add = {
        "organisation": str(other.pk), "scopes": ["能源替代"], "document": "新批〔2026〕2 号",
        "valid_from": "2026-01-01", "valid_to": "2027-01-01", "reason": "登记",
    }  # fmt: skip
    client.post(reverse("admin:vvb_accreditation_add"), add)
    assert Accreditation.objects.filter(organisation=other).exists()
    client.force_login(make_staff(Role.SYSTEM_ADMIN))
    assert client.get(reverse("admin:vvb_accreditation_changelist")).status_code == 403
