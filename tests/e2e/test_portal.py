"""From stranger to member: sign up, the clerk accepts, log in with the second factor, one's own pages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from governance.identity.models import User
from governance.identity.roles import Role
from registry.ledger.models import Account
from registry.organisations.models import Enrolment, Membership, Organisation
from tests.e2e.browsing import DESKTOP, PHONE
from tests.e2e.site import Site
from tests.governance.identity.login.door import code_now
from tests.governance.people import make_staff
from tests.registry.ledger.world import World
from tests.registry.organisations.enrolling import PDF, PNG
from tests.registry.organisations.holders import make_uscc
from tests.registry.organisations.members import make_member

PASSWORD = "Shili-menhu-2026"
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def fits(page: Page, size: dict[str, Any]) -> None:
    page.wait_for_load_state()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= size["width"], f"{page.url} scrolls sideways"


def fill_person(page: Page, username: str, real_name: str) -> None:
    page.get_by_label("姓名").fill(real_name)
    page.get_by_label("手机").fill("13800000000")
    page.get_by_label("电子邮箱").fill("zhao@example.org")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码*", exact=True).fill(PASSWORD)
    page.get_by_label("再次输入密码").fill(PASSWORD)


def log_in_with_second_factor(page: Page, username: str) -> None:
    """The first log-in: password, then the telephone is set up."""
    page.goto("/portal/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_text("不能扫描").click()
    secret = page.locator(".secret").inner_text().strip()
    page.get_by_label("验证器上的六位数字").fill(code_now(secret))
    page.get_by_role("button", name="启用").click()
    page.get_by_role("link", name="继续").click()


@SIZES
def test_a_new_organisation_and_its_first_member(site: Site, size: dict[str, int], settings: Any):
    page = site.open("/accounts/login/", size=size)
    page.get_by_role("link", name="注册").click()
    fits(page, size)
    fill_person(page, "zhao.xin", "赵新")
    page.get_by_label("统一社会信用代码").fill(make_uscc(5005)[:-1] + "?")
    page.get_by_label("单位名称").fill("北京新能示例科技有限公司")
    page.get_by_label("项目业主").check()
    page.get_by_label("所在区县").select_option("110112")
    page.get_by_role("button", name="提交注册和申请").click()
    expect(page.locator(".field.wrong")).to_contain_text("不允许的字符")
    assert not User.objects.filter(username="zhao.xin").exists()

    page.get_by_label("统一社会信用代码").fill(make_uscc(5005))
    page.get_by_label("密码*", exact=True).fill(PASSWORD)
    page.get_by_label("再次输入密码").fill(PASSWORD)
    for label, name, content in (("营业执照", "执照.pdf", PDF), ("授权书", "授权.png", PNG)):
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
        page.get_by_label(label).set_input_files(file)  # type: ignore[arg-type]
    page.get_by_role("button", name="提交注册和申请").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("申请已提交")
    fits(page, size)

    settings.MFA_REQUIRED = True
    log_in_with_second_factor(page, "zhao.xin")
    expect(page.locator("main")).to_contain_text("待办理")
    expect(page.locator("nav")).to_have_count(0)  # nothing to go to before being a member
    fits(page, size)

    settings.MFA_REQUIRED = False  # the clerk's own second factor is another walk's business
    desk = site.open("/admin/", size=DESKTOP, user=make_staff(Role.MAKER))
    desk.goto("/admin/organisations/enrolment/")
    desk.get_by_role("link", name="北京新能示例科技有限公司").click()
    expect(desk.locator("#content")).to_contain_text("授权.png")
    desk.get_by_role("link", name="通过", exact=True).click()
    desk.get_by_label("办理理由").fill("材料齐全，与执照一致")
    desk.get_by_role("button", name="通过").click()
    expect(desk.locator(".messagelist")).to_contain_text("已通过")

    settings.MFA_REQUIRED = True
    page.goto("/portal/")
    expect(page.get_by_role("heading", level=1)).to_have_text("北京新能示例科技有限公司")
    fits(page, size)
    page.get_by_role("link", name="我的单位", exact=True).click()
    expect(page.locator("main")).to_contain_text(make_uscc(5005))
    expect(page.locator("main")).to_contain_text("zhao.xin")
    fits(page, size)
    assert Membership.objects.get().organisation == Organisation.objects.get()


@SIZES
def test_a_colleague_joins(site: Site, size: dict[str, int]):
    manager, organisation = make_member(real_name="钱经理")
    page = site.open("/portal/signup/", size=size)
    page.get_by_label("加入已登记的单位").check()
    expect(page.get_by_label("单位名称")).to_be_hidden()
    fill_person(page, "sun.jia", "孙加")
    page.get_by_label("统一社会信用代码").fill(organisation.uscc)
    page.get_by_label("说明").fill("财务部")
    page.get_by_role("button", name="提交注册和申请").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("申请已提交")

    other = site.open("/portal/", size=size, user=manager)
    expect(other.locator("main")).to_contain_text("有 1 人申请加入")
    other.get_by_role("link", name="我的单位", exact=True).click()
    other.get_by_role("link", name="办理").click()
    expect(other.locator("main")).to_contain_text("财务部")
    fits(other, size)
    accept = other.locator("form", has=other.get_by_role("heading", name="通过", exact=True))
    accept.get_by_label("复核").check()
    accept.get_by_label("理由").fill("本单位职工")
    accept.get_by_role("button", name="通过").click()
    expect(other.get_by_role("status")).to_contain_text("孙加已成为本单位的复核")
    fits(other, size)
    other.get_by_role("row", name="孙加").get_by_role("link", name="变更").click()
    fits(other, size)
    assert Enrolment.objects.get().status == "accepted"


@SIZES
def test_accounts_and_statement(site: Site, size: dict[str, int]):
    account = Account.objects.get(id=World(n=2, each_t=1000, listed_t=300).accounts[0])
    own = Organisation.objects.get(uuid=account.holder_uuid)
    user, _ = make_member(organisation=own)
    page = site.open("/portal/", size=size, user=user)
    page.get_by_role("link", name="账户", exact=True).click()
    page.get_by_role("link", name=account.number).click()
    expect(page.locator("main")).to_contain_text("转入交易")
    expect(page.locator("#holdings ~ table")).to_contain_text("700")
    fits(page, size)
    with page.expect_download() as expected:
        page.get_by_role("button", name="下载 PDF").click()
    assert expected.value.suggested_filename.startswith(f"statement-{account.number}-")
    with page.expect_download() as expected:
        page.get_by_role("button", name="下载 Excel").click()
    assert expected.value.suggested_filename.endswith(".xlsx")
