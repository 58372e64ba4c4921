"""Search in cases: each word must occur in the number, the title or the applicant's name or code."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q, QuerySet, Value

from governance.audit.trail.words import Grams
from registry.organisations.models import Organisation
from registry.organisations.selectors.search import organisations_having

MOST_WORDS = 5
MOST_APPLICANTS = 200


def cases_having(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """An index answers each word: that over number and title (``casework_case_words``), or that of
    the applicants found first, of whom at most 200 count."""
    rows = rows.alias(title_grams=Grams(F("title")), number_grams=Grams(F("number")))
    for word in text.split()[:MOST_WORDS]:
        found = organisations_having(Organisation.objects.all(), word).order_by()
        applicants = list(found.values_list("pk", flat=True)[:MOST_APPLICANTS])
        theirs = Q(applicant_id__in=applicants) if applicants else Q(pk__in=[])
        grams = Grams(Value(word))
        # Apart, so that the indexes alone answer the first and each row is only tried by the second.
        rows = rows.filter(
            Q(title_grams__contains=grams) | Q(number_grams__contains=grams) | theirs
        )
        if len(word) > 2:  # up to two characters the index knows by itself
            rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | theirs)
    return rows
