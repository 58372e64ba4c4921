"""Every version of every document with a life cycle, with what differs from the version before.

Generic over the models that mix in :class:`governance.audit.history.Documented`; a model says in
``trail_holder`` which of its fields names an organisation or person, and in ``trail_hidden`` what
is never shown.
"""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import models

from governance.audit.history import Documented
from governance.audit.trail.looking import Branch, like, look
from governance.audit.trail.registering import Source
from governance.audit.trail.rows import DONE, Position, Slice, TrailQuery
from governance.audit.trail.sources.versions import rows_of

ACTS = {"+": "登记", "~": "变更", "-": "移除"}

# History keeps no role: it is the roles that were in force for that person at that moment.
_ROLES = """(SELECT string_agg(DISTINCT g.role, ',') FROM identity_rolegrant g
  WHERE g.user_id = t.history_user_id AND g.valid_from <= t.history_date
    AND (g.valid_to IS NULL OR g.valid_to > t.history_date))"""
_IN_ROLE = """EXISTS (SELECT 1 FROM identity_rolegrant g
  WHERE g.user_id = t.history_user_id AND g.role = %s AND g.valid_from <= t.history_date
    AND (g.valid_to IS NULL OR g.valid_to > t.history_date))"""


@cache
def documents() -> list[type[models.Model]]:
    """The models, in an order that stays: their place in it stands in addresses."""
    found = [m for m in apps.get_models() if issubclass(m, Documented) and not m._meta.proxy]
    return sorted(found, key=lambda model: model._meta.db_table)


def read(query: TrailQuery, after: Position | None, limit: int) -> Slice:
    if query.result not in ("", DONE):
        return Slice()
    branches = [
        _branch(number, model, query, after)
        for number, model in enumerate(documents())
        if query.holders is None or hasattr(model, "trail_holder")
    ]
    found, reached = look(branches, limit)
    rows = rows_of([(position, documents()[position.table], row) for position, row in found], ACTS)
    return Slice(tuple(rows), reached)


def _branch(
    number: int, model: type[models.Model], query: TrailQuery, after: Position | None
) -> Branch:
    table = model.history.model._meta.db_table  # type: ignore[attr-defined]
    key = model._meta.pk.column  # type: ignore[union-attr]
    before = (
        f'(SELECT to_jsonb(p) FROM "{table}" p WHERE p."{key}" = t."{key}"'
        " AND p.history_id < t.history_id ORDER BY p.history_id DESC LIMIT 1)"
    )
    payload = f"jsonb_build_object('now', to_jsonb(t), 'before', {before}, 'roles', {_ROLES})"
    branch = Branch(number, f'"{table}"', "history_date", "history_id", payload)
    branch.within(query, after)
    _narrow(branch, model, query)
    return branch


def _narrow(branch: Branch, model: type[models.Model], query: TrailQuery) -> None:
    if query.holders is not None:
        column = model._meta.get_field(model.trail_holder).column  # type: ignore[attr-defined]
        branch.sharp.add(f't."{column}" = ANY(%s)', list(query.holders))
    if query.actor:
        branch.loose.add(
            "t.history_user_id = ANY(%s) OR t.actor_name ILIKE %s",
            query.actor_ids,
            like(query.actor),
        )
    if query.role:
        branch.loose.add(_IN_ROLE, query.role)
    if query.ip:
        branch.loose.add("t.ip LIKE %s", f"{query.ip}%")
    if query.act:
        branch.loose.add("t.history_type = %s", query.act)
    if query.words:
        branch.loose.add("t.history_change_reason ILIKE %s", like(query.words))
    if query.thing:
        kind = str(model._meta.verbose_name)
        branch.loose.add("%s OR t::text ILIKE %s", query.thing == kind, like(query.thing))


SOURCE = Source("documents", "主体与单据", ACTS, read)
