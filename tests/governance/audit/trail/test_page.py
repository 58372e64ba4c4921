"""The page of the trail: everything people did, found by who, what, when, why; read and exported."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from core import clock
from governance.audit.recording import recording
from governance.audit.trail import admin, exporting, looking
from governance.identity.models import RoleGrant
from governance.identity.roles import Role
from governance.identity.services.grants import revoke_role
from registry.ledger.models import Account, Batch, Entry
from registry.ledger.services import holds
from registry.ledger.services.accounts import suspend_account
from tests.governance.pages import browser, text
from tests.governance.people import make_actor, make_staff
from tests.governance.rulebook.values import end_value
from tests.registry.ledger.world import CHECKER, World, ref
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db
TRAIL = "/admin/trail/trail/"


@pytest.fixture
def auditor():
    return browser(make_staff(Role.AUDIT_ADMIN, real_name="陆明"))


def found(client, **query: str) -> list:
    response = client.get(TRAIL, query)
    assert response.status_code == 200, text(response)
    return list(response.context["found"].rows)


def acts(client, **query: str) -> set[str]:
    return {row.act for row in found(client, **query)}


def renamed(name: str = "改名后的单位", reason: str = "依营业执照变更"):
    organisation = make_organisation()
    with recording(make_actor(Role.MAKER), reason):
        organisation.name_zh = name
        organisation.save()
    return organisation


def test_a_document_with_before_and_after(auditor):
    organisation = make_organisation()
    old = organisation.name_zh
    with recording(make_actor(Role.MAKER, ip="10.9.8.7"), "依营业执照变更"):
        organisation.name_zh = "改名后的单位"
        organisation.save()
    row = found(auditor, words="营业执照")[0]
    assert (row.actor, row.role, row.ip) == ("李静", "经办", "10.9.8.7")
    assert (row.act, row.reason, row.result) == ("变更单位", "依营业执照变更", "done")
    assert row.organisation == "改名后的单位"
    assert row.changes == (("名称", old, "改名后的单位"),)
    assert f"{old} → 改名后的单位" in text(auditor.get(TRAIL))


def test_an_act_of_the_ledger(auditor):
    w = World(n=2, each_t=100)
    account = Account.objects.get(id=w.accounts[0])
    suspend_account(
        actor=CHECKER, account=account.id, reason="司法协助通知", reference="停〔2026〕1号"
    )
    row = found(auditor, words="司法")[0]
    assert (row.source, row.act, row.role, row.ip) == ("ledger", "账户停用", "复核", "10.0.0.1")
    assert account.number in [thing.text for thing in row.things]
    assert "停〔2026〕1号" in row.remark
    assert ("账户状态", "正常", "停用") in row.changes


def test_grants_and_their_end(auditor):
    security = make_actor(Role.SECURITY_ADMIN)
    grant = RoleGrant.objects.filter(user=make_staff(Role.EXPERT, real_name="钱学")).get()
    revoke_role(actor=security, grant=grant, reason="离任交接")
    row = found(auditor, act="grants:revoke")[0]
    assert (row.reason, row.actor, row.ip) == ("离任交接", "李静", "10.1.2.3")
    assert row.changes == (("角色", "专家（全部机制）", ""),)
    assert {r.things[0].text.partition("（")[0] for r in found(auditor, thing="钱学")} == {"钱学"}


def test_users_made_in_the_admin(auditor):
    system = make_staff(Role.SYSTEM_ADMIN, real_name="方正")
    form = {
        "username": "wang.fang",
        "real_name": "王芳",
        "password1": "correct-horse-2026",
        "password2": "correct-horse-2026",
        "usable_password": "true",
        "is_staff": "on",
    }
    assert browser(system).post("/admin/identity/user/add/", form).status_code == 302
    row = found(auditor, act="users:")[0]
    assert (row.actor, row.act, row.things[0].text) == ("方正", "建立用户", "王芳（wang.fang）")


def test_refusals_are_there_with_their_sentence(auditor):
    browser(make_staff(Role.EXPERT, real_name="钱学")).get("/admin/ledger/entry/")
    row = found(auditor, result="refused")[0]
    assert (row.actor, row.role, row.act) == ("钱学", "专家", "查看被拒绝")
    assert "/admin/ledger/entry/" in row.things[0].text
    assert "被拒绝" in text(auditor.get(TRAIL, {"result": "refused"}))
    assert all(row.result == "done" for row in found(auditor, result="done"))


@pytest.mark.parametrize("words", ["执照", "营业执照", "照"])
def test_reasons_are_found_by_chinese_words_of_any_length(auditor, words):
    renamed()
    make_organisation()
    assert [row.reason for row in found(auditor, words=words)] == ["依营业执照变更"]
    assert found(auditor, words="没有的词") == []


def test_what_each_field_finds(auditor):
    w = World(n=2, each_t=100)
    a = Account.objects.get(id=w.accounts[0])
    holds.freeze(
        actor=CHECKER, batch=w.batch, account=a.id, quantity_t=5, document="甲法院（2026）执保9号",
        reference=ref(), reason="司法协助",
    )  # fmt: skip
    renamed()
    batch, frozen = Batch.objects.get(id=w.batch), Entry.objects.get(act="freeze")
    assert acts(auditor, thing=a.number) == {"开户", "签发", "冻结"}
    assert acts(auditor, thing="执保9号") == {"冻结"}
    assert acts(auditor, thing=batch.serial(1, 3)) >= {"签发"}
    assert acts(auditor, thing=str(frozen.id)) >= {"冻结"}
    assert acts(auditor, act="ledger:freeze") == {"冻结"}
    assert acts(auditor, ip="10.0.0.1") >= {"开户", "冻结"}
    assert "冻结" not in acts(auditor, ip="10.9")
    assert "冻结" in acts(auditor, role="checker")
    assert acts(auditor, role="expert") == set()
    assert acts(auditor, act="documents:~") == {"变更单位"}
    holder = a.holder_uuid
    name = make_organisation.__module__ and found(auditor, thing=a.number)[0].organisation
    mine = found(auditor, organisation=name)
    assert {row.act for row in mine} >= {"开户", "冻结", "登记单位"}
    assert holder is not None
    assert found(auditor, organisation="没有这家单位") == []


def test_by_whom(auditor):
    renamed()
    World(n=1)
    names = {row.actor for row in found(auditor, actor="周敏")}
    assert names == {"周敏"}
    assert found(auditor, actor="无此人") == []


def test_by_period(auditor):
    renamed()
    today = clock.today()
    tomorrow = (today + dt.timedelta(days=1)).isoformat()
    assert found(auditor, since=tomorrow) == []
    assert found(auditor, since=today.isoformat(), until=today.isoformat(), act="documents:~")
    yesterday = (today - dt.timedelta(days=1)).isoformat()
    assert found(auditor, until=yesterday) == []
    assert "填写有误" in text(auditor.get(TRAIL, {"since": "2026-13-01"}))


def test_pages_show_every_row_once(auditor, monkeypatch):
    for n in range(7):
        renamed(f"单位{n}", f"第{n}次")
    World(n=3)
    whole = found(auditor)
    monkeypatch.setattr(admin, "SHOWN", 4)
    seen, url = [], TRAIL
    while url:
        response = auditor.get(url)
        seen += response.context["found"].rows
        older = response.context["older"]
        url = TRAIL + older if older else ""
    assert [(r.source, r.position) for r in seen] == [(r.source, r.position) for r in whole]
    assert len(whole) > 12


def test_a_bounded_look_goes_on_until_it_finds(auditor, monkeypatch):
    renamed(reason="很久以前的一次")
    for n in range(6):
        renamed(f"单位{n}", "近来")
    monkeypatch.setattr(looking, "WINDOW", 2)
    url, pages = f"{TRAIL}?words=很久&act=documents:", 0
    while url:
        response = auditor.get(url)
        pages += 1
        if response.context["found"].rows:
            break
        assert "继续往前查" in text(response)
        url = TRAIL + response.context["older"]
    assert response.context["found"].rows[0].reason == "很久以前的一次"
    assert pages > 2


@pytest.mark.parametrize(
    "query", [{}, {"words": "执照"}, {"actor": "周敏"}, {"thing": "BJ-000001"}]
)
def test_few_queries(auditor, query, django_assert_max_num_queries):
    World(n=3, each_t=100, listed_t=10)
    renamed()
    with django_assert_max_num_queries(20 if query else 16):
        assert auditor.get(TRAIL, query).status_code == 200


def test_it_says_how_long_records_are_kept(auditor):
    assert "系统日志保存不少于 6 个月" in text(auditor.get(TRAIL))
    assert "尚未核对原文" in text(auditor.get(TRAIL))
    end_value("R-RECORD-01", "system_log_months")
    assert "没有今天有效的系统日志保存期限" in text(auditor.get(TRAIL))


def test_empty_says_so(auditor):
    assert "没有符合条件的记录" in text(auditor.get(TRAIL, {"words": "查无"}))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDIT_ADMIN, Role.SUPERVISOR}))
def test_others_do_not_see_it(role):
    client = browser(make_staff(role))
    for url in (TRAIL, f"{TRAIL}export/xlsx/", f"{TRAIL}export/csv/"):
        assert client.get(url).status_code == 403
    assert "操作记录" not in text(client.get("/admin/"))


def test_the_supervisor_sees_the_ledger_alone():
    renamed()
    World(n=1)
    client = browser(make_staff(Role.SUPERVISOR))
    assert {row.source for row in found(client)} == {"ledger"}
    assert "填写有误" in text(client.get(TRAIL, {"act": "documents:~"}))


def test_nothing_is_written_here(auditor):
    renamed()
    body = auditor.get(TRAIL).content.decode()
    assert "delete" not in body
    for path in ("add/", "1/change/", "1/delete/"):
        assert auditor.get(TRAIL + path).status_code == 404
        assert auditor.post(TRAIL + path, {"post": "yes"}).status_code == 404


def test_export_to_excel(auditor):
    renamed("=HYPERLINK(1)", "@依变更")
    response = auditor.get(f"{TRAIL}export/xlsx/", {"words": "依变更"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert "理由：依变更" in rows[0][0]
    assert "至多 10,000 条" in rows[0][0]
    assert rows[1] == exporting.HEADS
    assert rows[2][8] == "@依变更"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert len(rows) == 3


def test_export_to_csv_stops_at_its_limit_and_says_so(auditor, monkeypatch):
    for n in range(5):
        renamed(f"单位{n}", "=1+1")
    monkeypatch.setattr(exporting, "LIMIT", 3)
    monkeypatch.setattr(exporting, "PAGE", 2)
    response = auditor.get(f"{TRAIL}export/csv/", {"words": "1+1"})
    lines = b"".join(response.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2 + 3 + 1
    assert all("'=1+1" in line for line in lines[2:5])
    assert "已达 3 条的上限" in lines[-1]


def test_a_supervisor_of_one_programme_does_not_read_the_trail_of_all():
    client = browser(make_staff(Role.SUPERVISOR, programme="BJ"))
    for page in (TRAIL, f"{TRAIL}export/csv/", f"{TRAIL}export/xlsx/"):
        assert client.get(page).status_code == 403
    assert browser(make_staff(Role.SUPERVISOR)).get(TRAIL).status_code == 200
