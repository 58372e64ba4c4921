"""Django's own pages where their Chinese would mislead: 注销 means retirement here, not log-out."""

from __future__ import annotations

import pytest

from governance.identity.roles import Role
from tests.governance.pages import browser, text
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db


def test_leaving_is_not_called_retirement():
    client = browser(make_staff(Role.MAKER))
    page = text(client.get("/admin/"))
    assert "退出登录" in page
    assert "注销" not in page
    assert "公开首页" in page
    assert "您已退出登录。" in text(client.post("/admin/logout/"))
    assert "Log out" in text(
        browser(make_staff(Role.MAKER)).get("/admin/", headers={"accept-language": "en"})
    )


def test_filters_read_well():
    client = browser(make_staff(Role.MAKER))
    assert "按状态" in text(client.get("/admin/organisations/organisation/"))
    english = client.get("/admin/ledger/account/", headers={"accept-language": "en"})
    assert "By " in text(english)
