"""三员: whether each duty is filled now, and whether anybody holds two that must be separate."""

from __future__ import annotations

from django.db.models import Q

from core import clock
from governance.identity.models import RoleGrant
from governance.identity.roles import ADMINISTRATORS, Role, excludes


def duties_vacant() -> list[Role]:
    """The administrators' roles that no active person holds at this moment."""
    held = {role for user_id, role in _held()}
    return sorted(ADMINISTRATORS - held)


def duties_overlap() -> list[int]:
    """Users with roles that exclude each other now. The database's constraint makes this
    impossible; the check is for a database in which it was taken away."""
    by_user: dict[int, set[str]] = {}
    for user_id, role in _held():
        by_user.setdefault(user_id, set()).add(role)
    return [
        user_id
        for user_id, roles in by_user.items()
        if any(excludes(one, other) for one in roles for other in roles)
    ]


def _held() -> list[tuple[int, str]]:
    now = clock.now()
    grants = RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now), valid_from__lte=now, user__is_active=True
    )
    return list(grants.values_list("user_id", "role"))
