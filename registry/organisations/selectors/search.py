"""Search in lists of organisations, persons and holders: each word must occur; each is found by an
index (``sql/0002_search.sql``), also when it has two characters or one.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from governance.audit.trail.words import having, having_in_any
from registry.organisations.models import Organisation

_CODE = re.compile(r"[0-9A-Za-z]{4,18}")
_FIELDS = ("name_zh", "name_en", "uscc", "contact_name", "address")


def organisations_having(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Organisations with every word in a name, the code, the contact or the address. What begins a
    code means that code."""
    for word in text.split():
        code = rows.filter(uscc__startswith=word.upper())
        begun = bool(_CODE.fullmatch(word)) and code.exists()
        rows = code if begun else having_in_any(rows, _FIELDS, word)
    return rows


def holders_having(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Holders with every word in their name; or the one of a credit code or number."""
    term = text.strip()
    try:
        return rows.filter(uuid=UUID(term))
    except ValueError:
        pass
    exact = rows.filter(organisation__uscc=term.upper())
    if exact.exists():
        return exact
    for word in term.split():
        rows = having(rows, "display_name", word)
    return rows


def memberships_having(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Memberships of an organisation, or of a user, with every word."""
    for word in text.split():
        organisations = organisations_having(Organisation.objects.all(), word).values("pk")
        named = Q(user__real_name__icontains=word) | Q(user__username__icontains=word)
        rows = rows.filter(Q(organisation__in=organisations) | named)
    return rows
