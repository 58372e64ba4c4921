"""Proposals and decisions for the trail. A proposal is one row with up to two moments: it was made,
and it was ended. What an approved act did to the ledger stands in the trail by itself too.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from governance.audit.approvals.kinds import all_kinds
from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, Change, Position, Slice, Thing, TrailQuery, TrailRow
from governance.identity.roles import role_name

ACTS = {
    "pending": "提出复核事项",
    "approved": "复核通过",
    "refused": "复核驳回",
    "withdrawn": "撤回复核事项",
    "expired": "复核事项过期",
}
_NUMBER = "regexp_replace(a.number, '^.*-', '')::bigint AS id"
_COMMON = f"{_NUMBER}, a.uuid, a.number, a.kind, a.title, a.object_label, a.object_uuid"
_MADE = f"""(SELECT {_COMMON}, a.proposed_at AS at, 'pending' AS act, a.maker_id AS by_id,
  a.maker_name AS name, a.maker_role AS role, a.maker_ip AS ip, a.maker_for_name AS instead,
  a.reason FROM approvals_approval a)"""
_ENDED = f"""(SELECT {_COMMON}, a.decided_at AS at, a.status AS act, a.decider_id AS by_id,
  a.decider_name AS name, a.decider_role AS role, a.decider_ip AS ip, a.decider_for_name AS instead,
  a.decision_reason AS reason FROM approvals_approval a WHERE a.decided_at IS NOT NULL)"""
_HOLDERS = "t.title ILIKE %s OR t.object_label ILIKE %s"


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.result not in ("", DONE):
        return Slice()
    branches = []
    for number, table in enumerate((_MADE, _ENDED)):
        if not query.act or (query.act == "pending") == (number == 0):
            branch = Branch(number, table, "at", "id", "to_jsonb(t)")
            branch.within(query, after)
            narrow(branch, query)
            branches.append(branch)
    found, reached = look(branches, limit)
    kinds = {kind.code: kind.zh for kind in all_kinds()}
    return Slice(tuple(_row(at, payload, kinds) for at, payload in found), reached)


def narrow(branch: Branch, query: TrailQuery) -> None:
    loose = branch.loose
    if query.actor:
        loose.add("t.by_id = ANY(%s) OR t.name ILIKE %s", query.actor_ids, like(query.actor))
    if query.role:
        loose.add("t.role = %s", query.role)
    if query.ip:
        loose.add("t.ip LIKE %s", f"{query.ip}%")
    if query.act:
        loose.add("t.act = %s", query.act)
    if query.words:
        loose.add("t.reason ILIKE %s", like(query.words))
    if query.thing:
        loose.add(f"{_HOLDERS} OR t.number ILIKE %s", *[like(query.thing)] * 3)
    if query.organisation:
        loose.add(_HOLDERS, *[like(query.organisation)] * 2)


def _row(position: Position, row: dict[str, Any], kinds: dict[str, str]) -> TrailRow:
    title = f"{row['number']} {row['title']}"
    ended = position.table == 1
    return TrailRow(
        source=SOURCE.name,
        position=position,
        actor=row["name"],
        role=role_name(row["role"]),
        ip=row["ip"],
        act=f"{ACTS[row['act']]}：{kinds.get(row['kind'], row['kind'])}",
        things=(Thing(title, reverse("admin:approvals_approval_change", args=[row["uuid"]])),),
        reason=row["reason"],
        changes=(Change("状态", "待复核", ACTS[row["act"]]),) if ended else (),
        remark=f"代{row['instead']}办理" if row["instead"] else "",
    )


SOURCE = Source("approvals", "复核", ACTS, read)
