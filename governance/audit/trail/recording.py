"""Writing down refusals and exports. In autocommit, so that they stand whatever was rolled back before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from governance.audit.trail.models import Export, Refusal
from governance.identity.exporting import Exported
from governance.identity.refusing import Noted
from governance.identity.web import request_actor

NOT_ALLOWED = "没有查看或办理这一页的权限。"


def record_refusal(request: HttpRequest, found: Noted | None) -> Refusal:
    """One row: who, from where, at which page, and the sentence they were answered with.

    Without a coded refusal it was a plain 403: code ``permission_denied``.
    """
    actor = request_actor(request)
    refusal = found.refusal if found else None
    return Refusal.objects.create(
        actor_id=actor.user_id,
        actor_name=actor.name,
        roles=",".join(sorted(actor.roles))[:300],
        ip=actor.ip,
        method=(request.method or "")[:8],
        path=request.path[:500],
        thing=_plain(found.thing)[:300] if found else "",
        code=refusal.code if refusal else "permission_denied",
        sentence=_plain(refusal.zh if refusal else NOT_ALLOWED)[:1000],
        params={key: _plain(value) for key, value in refusal.params.items()} if refusal else {},
    )


def record_export(request: HttpRequest, exported: Exported) -> Export:
    """One row: who, from where, which file, and how much was in it."""
    actor = request_actor(request)
    return Export.objects.create(
        actor_id=actor.user_id,
        actor_name=actor.name,
        roles=",".join(sorted(actor.roles))[:300],
        ip=actor.ip,
        what=_plain(exported.what)[:200],
        asked=_plain(exported.asked)[:1000],
        row_count=exported.rows,
        path=request.path[:500],
    )


def _plain(value: Any) -> Any:
    """What the database can keep: no NUL, no half of a surrogate pair; other things by name."""
    if value is None or isinstance(value, bool | int):
        return value
    text = str(value).replace("\x00", "�")
    return text.encode("utf-8", "replace").decode("utf-8")
