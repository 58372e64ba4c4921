"""Files that people took away, from ``trail_export``; looked through together with refusals."""

from __future__ import annotations

from typing import Any

from governance.audit.trail.looking import Branch, like
from governance.audit.trail.rows import DONE, Position, Thing, TrailQuery, TrailRow
from governance.identity.roles import role_name

ACTS = {"export": "导出"}
TABLE = 1  # of the source ``refusals``, whose own is 0


def branches(query: TrailQuery, after: Position | None) -> list[Branch]:
    if query.result not in ("", DONE) or query.act not in ("", *ACTS):
        return []
    branch = Branch(TABLE, "trail_export", "at", "id", "to_jsonb(t)")
    branch.within(query, after)
    narrow(branch, query)
    return [branch]


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
    if query.words:
        loose.add("t.asked ILIKE %s", like(query.words))
    if query.thing:
        loose.add("t.what ILIKE %s OR t.path ILIKE %s", like(query.thing), like(query.thing))
    if query.organisation:
        loose.add("t.what ILIKE %s OR t.asked ILIKE %s", *[like(query.organisation)] * 2)


def row_of(position: Position, row: dict[str, Any]) -> TrailRow:
    roles = [role_name(code) for code in row["roles"].split(",") if code]
    return TrailRow(
        source="refusals",
        position=position,
        actor=row["actor_name"],
        role="、".join(roles),
        ip=row["ip"],
        act=ACTS["export"],
        things=(Thing(row["what"]),),
        reason=f"条件：{row['asked']}",
        remark=f"共 {row['row_count']:,} 条",
    )
