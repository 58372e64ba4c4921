"""Search by words of one, two or more characters through an index on ``text_grams``
(``sql/0001_text_grams.sql``): the index narrows, LIKE decides.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, QuerySet, TextField, Value


class Grams(Func):
    """The characters and neighbouring pairs of a text; the expression that the indexes have."""

    function = "public.text_grams"
    output_field = ArrayField(TextField())


def having(rows: QuerySet[Any], field: str, words: str) -> QuerySet[Any]:
    """The rows whose ``field`` has ``words`` somewhere, letters of either case."""
    found = rows.alias(**{f"{field}_grams": Grams(F(field))})
    return found.filter(
        **{f"{field}_grams__contains": Grams(Value(words)), f"{field}__icontains": words}
    )
