"""In the trail: files people took away, keys revoked, clients switched off; kept by the database too."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from governance.audit.trail.models import Export
from governance.identity.models import ApiClient
from governance.identity.roles import Role
from governance.identity.services.api_clients import create_client, switch_off_client
from governance.identity.services.api_keys import issue_key, revoke_key
from tests.governance.audit.trail.test_page import TRAIL, found
from tests.governance.pages import browser
from tests.governance.people import make_actor, make_staff, seconded
from tests.registry.ledger.world import World, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor():
    return browser(make_staff(Role.AUDIT_ADMIN, real_name="陆明"))


@pytest.fixture
def client_of() -> ApiClient:
    security = seconded(make_actor(Role.SECURITY_ADMIN))
    return create_client(
        actor=security,
        code="exchange.bjgx",
        name="北京示例交易所",
        programmes=["BJ"],
        reason="接入",
    )


def taken(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_list_taken_away(auditor):
    for programme in ("BJ", "BJ", "CD"):
        make_account(programme)
    maker = browser(make_staff(Role.MAKER, real_name="周敏"))
    assert taken(maker.get("/admin/ledger/account/export/", {"programme": "BJ", "kind": "holder"}))
    row = found(auditor, act="refusals:export")[0]
    assert (row.actor, row.role, row.ip, row.act) == ("周敏", "经办", "198.51.100.7", "导出")
    assert row.things[0].text == "账户"
    assert "北京碳普惠" in row.reason
    assert row.remark == "共 2 条"
    assert found(auditor, act="refusals:export", thing="批次") == []


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_trail_taken_away_is_in_the_trail(auditor, kind):
    World(n=1)
    assert not Export.objects.exists()
    taken(auditor.get(f"{TRAIL}export/{kind}/", {"act": "ledger:"}))
    export = Export.objects.get()
    assert (export.actor_name, export.what, export.asked) == (
        "陆明",
        "操作记录",
        "业务：登记簿：全部",
    )
    assert export.row_count == 2  # opened, issued


def test_a_file_broken_off_is_told_with_what_was_sent(auditor):
    World(n=3)
    response = auditor.get(f"{TRAIL}export/csv/", {"act": "ledger:"})
    lines = iter(response.streaming_content)
    for _ in range(4):  # the mark, the note, the heads, a row
        next(lines)
    response._iterator.close()  # as when the reader's connection breaks
    assert Export.objects.get().row_count < 4


def test_a_statement_taken_away(auditor):
    world = World(n=1, listed_t=5)
    page = f"/admin/ledger/account/{world.accounts[0]}/statement"
    maker = browser(make_staff(Role.MAKER))
    assert maker.get(f"{page}/").status_code == 200
    assert not Export.objects.exists()
    assert maker.get(f"{page}.pdf").status_code == 200
    export = Export.objects.get()
    assert export.what.startswith("对账单 BJ-")
    assert "pdf" in export.asked
    assert export.row_count == 2


def test_whoever_may_not_export_leaves_no_export():
    assert browser(make_staff(Role.EXPERT)).get("/admin/ledger/account/export/").status_code == 403
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    "attack",
    ["UPDATE trail_export SET row_count = 0", "DELETE FROM trail_export", "TRUNCATE trail_export"],
)
def test_the_database_keeps_exports(auditor, attack):
    taken(auditor.get(f"{TRAIL}export/xlsx/"))
    before = list(Export.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert list(Export.objects.values()) == before
    assert len(before) == 1


def test_a_key_revoked_and_a_client_switched_off(auditor, client_of):
    security = seconded(make_actor(Role.SECURITY_ADMIN))
    first = issue_key(actor=security, client=client_of, reason="接入").key
    issue_key(actor=security, client=client_of, reason="备用")
    revoke_key(actor=security, key=first, reason="疑似泄露")
    switch_off_client(actor=security, client=client_of, reason="协议终止")
    rows = found(auditor, act="grants:")[:3]
    assert [(row.act, row.reason) for row in rows] == [
        ("停用接口客户端", "协议终止"), ("吊销接口密钥", "协议终止"), ("吊销接口密钥", "疑似泄露"),
    ]  # fmt: skip
    assert {row.actor for row in rows} == {"李静"}
    assert "exchange.bjgx" in rows[0].things[0].text
    assert first.prefix in rows[2].things[0].text
    assert auditor.get(rows[0].things[0].url).status_code == 200
    assert len(found(auditor, act="grants:", words="泄露")) == 1
    assert len(found(auditor, act="grants:switch_off")) == 1
    assert found(auditor, act="grants:", actor="绝无此人") == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE identity_apiclient SET is_active = false",  # without a name
        "UPDATE identity_apiclient SET switched_off_at = now()",
        "UPDATE identity_apiclient SET switch_off_reason = 'x'",
    ],
)
def test_nobody_is_switched_off_without_a_name(client_of, attack):
    before = list(ApiClient.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert list(ApiClient.objects.values()) == before


def test_why_it_was_switched_off_is_not_rewritten(client_of):
    security = make_actor(Role.SECURITY_ADMIN)
    switch_off_client(actor=security, client=client_of, reason="协议终止")
    before = list(ApiClient.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic():
        ApiClient.objects.update(switch_off_reason="别的理由")
    assert list(ApiClient.objects.values()) == before
    assert before[0]["switched_off_by_id"] == security.user_id
