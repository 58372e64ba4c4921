"""Which programmes a person may look into: those of their reading roles, and of whom they stand in for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.http import HttpRequest

from governance.identity.web import request_actor
from registry.ledger.models import Account, Act, Hold, Move
from registry.ledger.selectors.reach import programmes_read

PLAIN = (Hold.Kind.ORDER, Hold.Kind.RESERVATION)


def reach(request: HttpRequest, roles: Collection[str]) -> frozenset[str] | None:
    """Codes of programmes; None for all of them. Found out once a request."""
    if not hasattr(request, "_ledger_reach"):
        request._ledger_reach = _reach(request, roles)  # type: ignore[attr-defined]
    found: frozenset[str] | None = request._ledger_reach  # type: ignore[attr-defined]
    return found


def _reach(request: HttpRequest, roles: Collection[str]) -> frozenset[str] | None:
    if getattr(request.user, "looks_at_everything", False):
        return None
    # Who reads nothing opens no page: a refusal is told as one, and is in the trail.
    return programmes_read(request_actor(request), roles) or None


def entries_within(entries: QuerySet[Any], programmes: Collection[str]) -> QuerySet[Any]:
    """Entries that moved units of these programmes, or were about an account or hold of theirs."""
    about = {
        name: Cast(KeyTextTransform(key, "detail"), BigIntegerField())
        for name, key in (("of_account", "account"), ("of_hold", "hold"))
    }
    moves = Move.objects.filter(entry=OuterRef("pk"), batch__programme__in=programmes)
    accounts = Account.objects.filter(id=OuterRef("of_account"), programme__in=programmes)
    holds = Hold.objects.filter(id=OuterRef("of_hold"), account__programme__in=programmes)
    # A freeze that only waits moved nothing yet.
    freezes = Hold.objects.filter(account__programme__in=programmes).exclude(kind__in=PLAIN)
    waiting = Q(act=Act.FREEZE, pk__in=freezes.values("entry"))
    found = entries.alias(**about)
    return found.filter(Exists(moves) | Exists(accounts) | Exists(holds) | waiting)
