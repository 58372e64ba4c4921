"""Programs that lost their access: keys revoked, clients switched off. How they got it stands under
复核, since it takes two persons.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from governance.audit.trail.looking import Branch, like
from governance.audit.trail.rows import Change, Position, Thing, TrailQuery, TrailRow
from governance.identity.roles import Role

ACTS = {"revoke_key": "吊销接口密钥", "switch_off": "停用接口客户端"}
_REVOKED = """(SELECT k.id, k.revoked_at AS at, k.revoked_by_id AS by_id, k.revoke_reason AS reason,
  k.prefix, c.name, c.code FROM identity_apikey k JOIN identity_apiclient c ON c.id = k.client_id
  WHERE k.revoked_at IS NOT NULL)"""
_SWITCHED_OFF = """(SELECT c.id, c.switched_off_at AS at, c.switched_off_by_id AS by_id,
  c.switch_off_reason AS reason, '' AS prefix, c.name, c.code FROM identity_apiclient c
  WHERE c.switched_off_at IS NOT NULL)"""
_PAYLOAD = """jsonb_build_object('reason', t.reason, 'prefix', t.prefix, 'name', t.name, 'code', t.code,
  'by', (SELECT coalesce(nullif(u.real_name, ''), u.username) FROM identity_user u WHERE u.id = t.by_id))"""
# Numbers of tables of the source ``grants``, whose own are 0 and 1.
TABLES = {2: ("revoke_key", _REVOKED), 3: ("switch_off", _SWITCHED_OFF)}


def branches(query: TrailQuery, after: Position | None) -> list[Branch]:
    """To be looked through together with the roles of people."""
    found = []
    for number, (act, table) in TABLES.items():
        if query.act in ("", act) and not query.ip:
            branch = Branch(number, table, "at", "id", _PAYLOAD)
            branch.within(query, after)
            narrow(branch, query)
            found.append(branch)
    return found


def narrow(branch: Branch, query: TrailQuery) -> None:
    if query.actor:
        branch.sharp.add("t.by_id = ANY(%s)", query.actor_ids)
    if query.role:
        # Only the security administrator revokes and switches off.
        branch.sharp.add("%s", query.role == Role.SECURITY_ADMIN)
    if query.words:
        branch.loose.add("t.reason ILIKE %s", like(query.words))
    for text in filter(None, (query.thing, query.organisation)):
        named = "t.name ILIKE %s OR t.code ILIKE %s OR t.prefix ILIKE %s"
        branch.loose.add(named, *[like(text)] * 3)


def row_of(position: Position, row: dict[str, Any]) -> TrailRow:
    """For the source that looked."""
    act = TABLES[position.table][0]
    revoked = act == "revoke_key"
    client = f"{row['name']}（{row['code']}）"
    page = "admin:identity_apikey_change" if revoked else "admin:identity_apiclient_change"
    return TrailRow(
        source="grants",
        position=position,
        actor=row["by"],
        role=Role.SECURITY_ADMIN.zh,
        act=ACTS[act],
        things=(
            Thing(
                f"{row['prefix']}…，{client}" if revoked else client,
                reverse(page, args=[position.number]),
            ),
        ),
        reason=row["reason"],
        changes=(Change("状态", "有效", "已吊销") if revoked else Change("状态", "启用", "停用"),),
    )
