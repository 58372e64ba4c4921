"""What happened at the door: log-ins, failures, locks, second factors (``identity_loginevent``)."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, REFUSED, Position, Slice, Thing, TrailQuery, TrailRow
from governance.identity.models import LoginEvent

ACTS: dict[str, str] = {kind.value: str(kind.label) for kind in LoginEvent.Kind}
REFUSALS = ("failed", "factor_failed", "locked", "refused_locked")
_PAYLOAD = """jsonb_build_object('kind', t.kind, 'username', t.username, 'ip', t.address,
  'detail', t.detail,
  'name', (SELECT u.real_name FROM identity_user u WHERE u.id = t.user_id),
  'by', (SELECT u.real_name FROM identity_user u WHERE u.id = t.done_by_id))"""


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.organisation or query.role:
        return Slice()
    branch = Branch(0, "identity_loginevent", "happened_at", "id", _PAYLOAD)
    branch.within(query, after)
    narrow(branch, query)
    found, reached = look([branch], limit)
    return Slice(tuple(_row(at, payload) for at, payload in found), reached)


def narrow(branch: Branch, query: TrailQuery) -> None:
    loose = branch.loose
    if query.result:
        loose.add("(t.kind = ANY(%s)) = %s", list(REFUSALS), query.result == REFUSED)
    if query.actor:
        loose.add(
            "coalesce(t.done_by_id, t.user_id) = ANY(%s) OR t.username ILIKE %s",
            query.actor_ids, like(query.actor),
        )  # fmt: skip
    if query.ip:
        loose.add("t.address LIKE %s", f"{query.ip}%")
    if query.act:
        branch.sharp.add("t.kind = %s", query.act)
    if query.words:
        loose.add("t.detail ILIKE %s", like(query.words))
    if query.thing:
        loose.add("t.username ILIKE %s", like(query.thing))


def _row(position: Position, row: dict[str, Any]) -> TrailRow:
    whom = f"{row['name']}（{row['username']}）" if row["name"] else row["username"]
    page = reverse("admin:identity_loginevent_change", args=[position.number])
    return TrailRow(
        source=SOURCE.name,
        position=position,
        actor=row["by"] or row["name"] or f"{row['username']}（未登录）",
        ip=row["ip"],
        act=ACTS.get(row["kind"], row["kind"]),
        things=(Thing(whom, page),),
        reason=row["detail"],
        result=REFUSED if row["kind"] in REFUSALS else DONE,
    )


SOURCE = Source("logins", "登录", ACTS, read, results=frozenset({DONE, REFUSED}))
