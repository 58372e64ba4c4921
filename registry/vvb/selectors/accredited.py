"""Bodies accredited for a scope on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet

from registry.organisations.models import Kind, Organisation, Status
from registry.vvb.models import Accreditation


def accredited_bodies(scope: str, on: dt.date) -> QuerySet[Organisation]:
    """Active organisations of the kind 审定与核查机构 with an accreditation for ``scope`` in force on
    the day ``on``. An empty scope asks for any."""
    valid = Accreditation.objects.filter(
        organisation=OuterRef("pk"), valid_from__lte=on, valid_to__gte=on, suspended=""
    )
    if scope:
        valid = valid.filter(scopes__contains=[scope])
    return Organisation.objects.filter(
        Exists(valid), status=Status.ACTIVE, kinds__contains=[Kind.VERIFIER]
    )
