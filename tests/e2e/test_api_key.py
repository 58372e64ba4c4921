"""A key by two administrators at two windows: asked for, approved, its secret read once and then gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect

from governance.audit.approvals.models import Approval
from governance.identity.models import ApiClient
from governance.identity.roles import Role
from governance.identity.services.api_keys import actor_of_key
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.e2e.test_two_persons import decide
from tests.governance.people import make_staff

ADD = "/admin/identity/apiclient/add/"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_client_and_its_key(site: Site, size: dict[str, int]):
    desk = site.open(ADD, size=size, user=make_staff(Role.SYSTEM_ADMIN, real_name="方正"))
    desk.get_by_label("代码:", exact=True).fill("exchange.bjgx")
    desk.get_by_label("名称").fill("北京示例绿色交易所")
    desk.get_by_label("机制").fill("BJ")
    desk.get_by_label("办理理由").fill("接入协议")
    desk.get_by_role("button", name="提交复核").click()
    expect(desk.locator(".messagelist")).to_contain_text("已提交复核")
    assert not ApiClient.objects.exists()

    other = site.open("/admin/", size=size, user=make_staff(Role.SECURITY_ADMIN, real_name="秦岚"))
    decide(other, "登记接口客户端", "通过并办理", "与协议一致")
    expect(other.locator(".messagelist")).to_contain_text("已通过并办理")

    desk.goto("/admin/identity/apiclient/")
    desk.locator("#result_list tbody th a").click()
    desk.get_by_role("link", name="申请签发密钥").click()
    desk.get_by_label("办理理由").fill("接入调试完成")
    desk.get_by_role("button", name="提交复核").click()
    expect(desk.locator(".messagelist")).to_contain_text("已提交复核")

    decide(other, "签发接口密钥", "通过并办理", "与协议一致")
    shown = other.locator(".secret-once")
    expect(shown).to_be_visible()
    secret = shown.inner_text().strip()
    assert actor_of_key(secret, ip="203.0.113.20").source == "exchange.bjgx"
    other.wait_for_load_state()  # styles included: they decide the width
    width = other.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], "the page scrolls sideways"
    other.get_by_role("link", name="返回客户端").click()
    expect(other.locator("#content")).to_contain_text(secret.partition(".")[0])
    with pytest.raises(Error, match="ERR_CACHE_MISS"):  # what was shown once was not kept
        other.go_back()
    expect(other.locator("body")).not_to_contain_text(secret)
    assert Approval.objects.filter(status="approved").count() == 2
