"""What people were refused, from ``trail_refusal``."""

from __future__ import annotations

from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import REFUSED, Position, Slice, Thing, TrailQuery, TrailRow
from governance.identity.roles import ROLE_NAMES

ACTS = {"GET": "查看被拒绝", "POST": "办理被拒绝"}


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.result not in ("", REFUSED):
        return Slice()
    branch = Branch(0, "trail_refusal", "at", "id", "to_jsonb(t)")
    branch.within(query, after)
    narrow(branch, query)
    found, reached = look([branch], limit)
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


def _row(position: Position, row: dict[str, str]) -> TrailRow:
    roles = [ROLE_NAMES.get(code, code) for code in row["roles"].split(",") if code]  # type: ignore[call-overload]
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


SOURCE = Source("refusals", "被拒绝的操作", ACTS, read, results=frozenset({REFUSED}))
