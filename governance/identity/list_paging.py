"""Counting the rows of a list no further than anyone pages: a full count reads the whole table."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

COUNTED = 2_000  # nobody pages further; filters and search narrow a list


class BoundedPaginator(Paginator):
    """Counts up to ``COUNTED`` rows; ``counted_out`` tells that there are more."""

    @cached_property
    def found(self) -> int:
        rows: Any = self.object_list
        return rows.order_by().values("pk")[: COUNTED + 1].count()

    @property
    def count(self) -> int:
        return min(self.found, COUNTED)

    @property
    def counted_out(self) -> bool:
        return self.found > COUNTED
