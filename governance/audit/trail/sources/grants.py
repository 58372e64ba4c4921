"""Roles given and ended, and programs that lost their access (``programs.py`` beside this). A grant is one
row with two moments; each is an act of its own.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, Change, Position, Slice, Thing, TrailQuery, TrailRow
from governance.audit.trail.sources import programs
from governance.identity.roles import Role, role_name

OWN_ACTS = {"grant": "授予角色", "revoke": "终止角色"}
ACTS = OWN_ACTS | programs.ACTS

# The moment a grant was ended is its end: a grant is never ended for a day to come.
_GRANTED = """(SELECT g.id, g.granted_at AS at, g.granted_by_id AS by_id, g.granted_ip AS ip,
  g.reason, g.role, g.programme, g.user_id FROM identity_rolegrant g)"""
_REVOKED = """(SELECT g.id, g.valid_to AS at, g.revoked_by_id AS by_id, g.revoked_ip AS ip,
  g.revoke_reason AS reason, g.role, g.programme, g.user_id FROM identity_rolegrant g
  WHERE g.revoked_by_id IS NOT NULL)"""
_PAYLOAD = """jsonb_build_object('ip', t.ip, 'reason', t.reason, 'role', t.role,
  'programme', t.programme,
  'by', (SELECT coalesce(nullif(u.real_name, ''), u.username) FROM identity_user u WHERE u.id = t.by_id),
  'whom', (SELECT u.real_name || '（' || u.username || '）' FROM identity_user u WHERE u.id = t.user_id))"""
_NAMED = """EXISTS (SELECT 1 FROM identity_user u WHERE u.id = t.user_id
  AND (u.real_name ILIKE %s OR u.username ILIKE %s))"""


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.result not in ("", DONE):
        return Slice()
    branches = programs.branches(query, after)
    for number, (act, table) in enumerate((("grant", _GRANTED), ("revoke", _REVOKED))):
        if query.act in ("", act) and not query.organisation:
            branch = Branch(number, table, "at", "id", _PAYLOAD)
            branch.within(query, after)
            narrow(branch, query)
            branches.append(branch)
    found, reached = look(branches, limit)
    return Slice(tuple(_row(at, payload) for at, payload in found), reached)


def narrow(branch: Branch, query: TrailQuery) -> None:
    if query.actor:
        branch.sharp.add("t.by_id = ANY(%s)", query.actor_ids)
    if query.role:
        # Roles are given and ended by the security administrator alone.
        branch.sharp.add("%s AND t.by_id IS NOT NULL", query.role == Role.SECURITY_ADMIN)
    if query.ip:
        branch.loose.add("t.ip LIKE %s", f"{query.ip}%")
    if query.words:
        branch.loose.add("t.reason ILIKE %s", like(query.words))
    if query.thing:
        branch.loose.add(_NAMED, like(query.thing), like(query.thing))


def _row(position: Position, row: dict[str, Any]) -> TrailRow:
    if position.table in programs.TABLES:
        return programs.row_of(position, row)
    granted = position.table == 0
    role = f"{role_name(row['role'])}（{row['programme'] or '全部机制'}）"
    before, after = ("", role) if granted else (role, "")
    return TrailRow(
        source="grants",
        position=position,
        actor=row["by"] or "系统启用时的首次任命",
        role=Role.SECURITY_ADMIN.zh if row["by"] else "",
        ip=row["ip"],
        act=ACTS["grant" if granted else "revoke"],
        things=(
            Thing(row["whom"], reverse("admin:identity_rolegrant_change", args=[position.number])),
        ),
        reason=row["reason"],
        changes=(Change("角色", before, after),),
    )


SOURCE = Source("grants", "角色与接口密钥", ACTS, read)
