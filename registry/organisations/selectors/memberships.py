"""Memberships in force at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Q, QuerySet

from core import clock
from registry.organisations.models import MemberRole, Membership, Status


def in_force() -> QuerySet[Membership]:
    now = clock.now()
    return Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=now), valid_from__lte=now)


def memberships_of(user_id: int) -> QuerySet[Membership]:
    """By which the user may act for active organisations now, in the order of their names."""
    found = in_force().filter(
        user_id=user_id, user__is_active=True, organisation__status=Status.ACTIVE
    )
    return found.order_by("organisation__name_zh", "organisation_id")


def organisations_of(user_id: int) -> Mapping[UUID, MemberRole]:
    """The active organisations the user may act for now, each with the role, in the order of their
    names; one query."""
    found = memberships_of(user_id).values_list("organisation", "role")
    return {uuid: MemberRole(role) for uuid, role in found}
