"""Search by words of one, two or more characters through an index on ``text_grams``
(``sql/0001_text_grams.sql``): the index narrows, LIKE decides.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from functools import reduce
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Func, Q, QuerySet, TextField, Value


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


def having_in_any(rows: QuerySet[Any], fields: Sequence[str], words: str) -> QuerySet[Any]:
    """The rows that have ``words`` in one of the fields; one index over all of them is needed."""
    rows = rows.alias(**{f"{field}_grams": Grams(F(field)) for field in fields})
    # Apart, so that the index alone answers the first and each row is only tried by the second.
    rows = rows.filter(_any(fields, "_grams__contains", Grams(Value(words))))
    return rows.filter(_any(fields, "__icontains", words))


def _any(fields: Sequence[str], lookup: str, value: Any) -> Q:
    return reduce(operator.or_, (Q(**{f"{field}{lookup}": value}) for field in fields))
