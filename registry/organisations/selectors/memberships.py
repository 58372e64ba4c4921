"""Memberships in force at this moment."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from core import clock
from registry.organisations.models import Membership


def in_force() -> QuerySet[Membership]:
    now = clock.now()
    return Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gt=now), valid_from__lte=now)
