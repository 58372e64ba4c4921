"""What people were refused, from ``trail_refusal``, and the files they took away (``exports.py``)."""

from __future__ import annotations

from typing import Any

from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, REFUSED, Position, Slice, Thing, TrailQuery, TrailRow
from governance.audit.trail.sources import exports
from governance.identity.roles import role_name

OWN_ACTS = {"GET": "查看被拒绝", "POST": "办理被拒绝"}
ACTS = OWN_ACTS | exports.ACTS


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    branches = exports.branches(query, after)
    if query.result in ("", REFUSED) and query.act in ("", *OWN_ACTS):
        branch = Branch(0, "trail_refusal", "at", "id", "to_jsonb(t)")
        branch.within(query, after)
        narrow(branch, query)
        branches.append(branch)
    found, reached = look(branches, limit)
    return Slice(tuple(_row(at, payload) for at, payload in found), reached)


def narrow(branch: Branch, query: TrailQuery) -> None:
    loose = branch.loose
    if query.actor:
        loose.add(
            "t.actor_id = ANY(%s) OR t.actor_name ILIKE %s", query.actor_ids, like(query.actor)
        )
    if query.role:
        loose.add("%s = ANY(string_to_array(t.roles, ','))", query.role)
    if query.ip:
        loose.add("t.ip LIKE %s", f"{query.ip}%")
    if query.act:
        loose.add("(t.method = 'GET') = %s", query.act == "GET")
    if query.words:
        loose.add("t.sentence ILIKE %s OR t.code = %s", like(query.words), query.words)
    if query.thing:
        loose.add("t.thing ILIKE %s OR t.path ILIKE %s", like(query.thing), like(query.thing))
    if query.organisation:
        loose.add("t.thing ILIKE %s OR t.sentence ILIKE %s", *[like(query.organisation)] * 2)


def _row(position: Position, row: dict[str, Any]) -> TrailRow:
    if position.table == exports.TABLE:
        return exports.row_of(position, row)
    roles = [role_name(code) for code in row["roles"].split(",") if code]
    return TrailRow(
        source="refusals",
        position=position,
        actor=row["actor_name"],
        role="、".join(roles),
        ip=row["ip"],
        act=ACTS["GET" if row["method"] == "GET" else "POST"],
        things=(Thing(row["thing"] or row["path"]),),
        reason=row["sentence"],
        result=REFUSED,
        remark=f"{row['code']} · {row['path']}" if row["thing"] else row["code"],
    )


SOURCE = Source("refusals", "导出与被拒绝的操作", ACTS, read, results=frozenset({DONE, REFUSED}))
