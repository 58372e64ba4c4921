"""Pages of a public list: the number comes from the address, the other filters stay in it."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 20


def page_of(request: HttpRequest, found: Any) -> tuple[Page[Any], str, str]:
    """The page asked for (the last one where there are fewer), and the addresses of its neighbours."""
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    newer = _address(request, page.number - 1) if page.has_previous() else ""
    older = _address(request, page.number + 1) if page.has_next() else ""
    return page, newer, older


def _address(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
