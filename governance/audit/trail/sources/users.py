"""Log-in accounts made and changed by the system administrator, from the admin's own log."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse

from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, Change, Position, Slice, Thing, TrailQuery, TrailRow
from governance.identity.models import User
from governance.identity.roles import Role

ACTS = {"1": "建立用户", "2": "变更用户"}
_TABLE = """(SELECT l.id, l.action_time, l.user_id, l.object_id, l.object_repr, l.action_flag,
  l.change_message FROM django_admin_log l JOIN django_content_type c ON c.id = l.content_type_id
  WHERE c.app_label = 'identity' AND c.model = 'user')"""
_PAYLOAD = """jsonb_build_object('flag', t.action_flag, 'whom', t.object_repr, 'key', t.object_id,
  'message', t.change_message,
  'by', (SELECT coalesce(nullif(u.real_name, ''), u.username) FROM identity_user u WHERE u.id = t.user_id))"""


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    absent = query.organisation or query.ip or query.words
    if query.result not in ("", DONE) or absent:
        return Slice()
    branch = Branch(0, _TABLE, "action_time", "id", _PAYLOAD)
    branch.within(query, after)
    if query.actor:
        branch.sharp.add("t.user_id = ANY(%s)", query.actor_ids)
    if query.role:
        branch.sharp.add("%s", query.role == Role.SYSTEM_ADMIN)
    if query.act:
        branch.loose.add("t.action_flag = %s", int(query.act))
    if query.thing:
        branch.loose.add("t.object_repr ILIKE %s", like(query.thing))
    found, reached = look([branch], limit)
    return Slice(tuple(_row(at, payload) for at, payload in found), reached)


def _row(position: Position, row: dict[str, Any]) -> TrailRow:
    return TrailRow(
        source="users",
        position=position,
        actor=row["by"],
        role=Role.SYSTEM_ADMIN.zh,
        act=ACTS.get(str(row["flag"]), "变更用户"),
        things=(Thing(row["whom"], reverse("admin:identity_user_change", args=[row["key"]])),),
        changes=tuple(_changes(row["message"])),
    )


def _changes(message: str) -> list[Change]:
    """The log keeps which fields changed, not their values."""
    try:
        parts = json.loads(message) if message.startswith("[") else []
    except ValueError:
        return []
    labels = {str(f.name): str(f.verbose_name) for f in User._meta.concrete_fields}
    names = [name for part in parts for name in part.get("changed", {}).get("fields", ())]
    return [Change(labels.get(name, name), "（未记录）", "（已改）") for name in names]


SOURCE = Source("users", "用户管理", ACTS, read)
