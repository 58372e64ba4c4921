"""Who can handle cases: the bureau's people with a role that reaches the programmes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core import clock
from governance.identity.models import RoleGrant, User
from governance.identity.roles import STAFF
from registry.casework.models import Case
from registry.casework.selectors.desk import in_progress


def handlers_for(programmes: Iterable[str]) -> QuerySet[User]:
    """Active users who have a business role in force in every one of ``programmes``."""
    now = clock.now()
    granted = RoleGrant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=now),
        user=OuterRef("pk"), valid_from__lte=now, role__in=sorted(STAFF),
    )  # fmt: skip
    found = User.objects.filter(is_active=True, is_staff=True)
    for programme in sorted(set(programmes)):
        found = found.filter(Exists(granted.filter(programme__in=["", programme])))
    return found.order_by("real_name", "pk")


def with_load(people: QuerySet[User]) -> QuerySet[User]:
    """With ``load``: how many cases in progress each handles now."""
    theirs = Case.objects.filter(in_progress(), handler=OuterRef("pk")).order_by()
    counted = theirs.values("handler").annotate(n=Count("pk")).values("n")
    return people.annotate(load=Coalesce(Subquery(counted), 0))
