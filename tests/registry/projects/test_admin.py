"""The bureau's list of mandates."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from governance.identity.roles import Role
from tests.governance.people import make_staff
from tests.registry.casework.people import company
from tests.registry.projects.test_mandates import grant

pytestmark = pytest.mark.django_db


def test_the_bureau_reads_and_ends_mandates(client: Client) -> None:
    mandate = grant(company(), company("碳汇运营有限公司"))
    client.force_login(make_staff(Role.SUPERVISOR))
    page = client.get(reverse("admin:projects_mandate_changelist")).content.decode()
    assert "碳汇运营有限公司" in page
    assert "代为申请" in page
    act = reverse("admin:projects_mandate_act", args=[mandate.pk, "end"])
    assert client.post(act, {"reason": "终止"}).status_code == 403
    assert client.get(reverse("admin:projects_mandate_add")).status_code == 403
    client.force_login(make_staff(Role.MAKER))
    shown = client.get(reverse("admin:projects_mandate_change", args=[mandate.pk]))
    assert "终止委托" in shown.content.decode()
    client.post(act, {"reason": "终止"})
    mandate.refresh_from_db()
    assert mandate.ended_at is not None
