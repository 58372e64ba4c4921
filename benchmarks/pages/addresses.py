"""Which pages there are: every list and every object of the admin, every address without arguments, and
those named one by one.

A page that is added later is found by itself when its address takes no argument, or an object of the
admin; any other address is a line in ``NAMED`` of ``named.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.utils import quote as quote_key
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from benchmarks.pages.named import HEAVY_ACCOUNT, NAMED, one

# The objects that are worst to show; every model's pages are also measured with an ordinary one.
HEAVY = {
    "ledger.account": {
        "most moves": HEAVY_ACCOUNT,
        "system": "SELECT id FROM ledger.account WHERE kind = 'system' ORDER BY programme LIMIT 1",
    },
    "ledger.batch": {"most blocks": "SELECT max(id) FROM ledger.batch"},
    "ledger.entry": {"newest": "SELECT max(id) FROM ledger.entry"},
    "organisations.holder": {
        "most moves": f"SELECT holder_uuid FROM ledger.account WHERE id = ({HEAVY_ACCOUNT})"
    },
}
# What a person types into a list's search box.
SEARCHES = {
    "ledger.account": ("BJ-000002", "绿色", "绿色银行股份有限公司77"),
    "ledger.batch": ("HEAVY", "绿道"),
    "ledger.entry": ("bench-000000007", "挂单"),
    "ledger.hold": ("执保", "BJ-000002"),
    "organisations.organisation": ("绿色", "91110102"),
    "organisations.person": ("张示",),
    "organisations.holder": ("绿色",),
}
# Addresses that are no page to look at: they write, log out, change the language, or need a body.
NOT_PAGES = {"admin:logout", "set_language", "admin:jsi18n", "admin:autocomplete", "admin:login"}
# Files, as long as whoever asks for them wants.
DOWNLOADS = ("_export", "_xlsx", "_pdf")
BORING = (
    *DOWNLOADS,
    "_add",
    "_changelist",
    "_change",
    "_history",
    "_delete",
    "app_list",
    "view_on_site",
)


class Page(NamedTuple):
    """``kind`` groups pages in the report; ``label`` says which one it is."""

    kind: str
    label: str
    path: str


def pages() -> list[Page]:
    """Every page once."""
    found = [*_plain(), *_named()]
    for model, model_admin in admin.site._registry.items():
        found += _of_model(model, model_admin)
    return list({page.path: page for page in found}.values())


def _plain() -> Iterator[Page]:
    """Addresses without arguments, outside the lists."""
    for name, pattern in _names(get_resolver()):
        if name in NOT_PAGES or name.endswith(BORING) or pattern.pattern.converters:
            continue
        try:
            yield Page("page", name, reverse(name))
        except NoReverseMatch:
            continue  # takes arguments


def _named() -> Iterator[Page]:
    for give in NAMED:
        for label, path in give():
            yield Page("named", label, path)


def _of_model(model: Any, model_admin: ModelAdmin) -> Iterator[Page]:
    label = f"{model._meta.app_label}.{model._meta.model_name}"
    stem = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    lists = reverse(f"{stem}_changelist")
    yield Page("list", label, lists)
    for words in SEARCHES.get(label, ()):
        yield Page("list", f"{label} ?q={words}", f"{lists}?q={quote(words)}")
    if f"{stem.removeprefix('admin:')}_change" not in _names_of(model_admin):
        return  # a page over several tables: it has no object of its own
    for which, key in _objects(label, model):
        for name in _names_of(model_admin):
            if name.endswith(("_delete", "_changelist", "_add", *DOWNLOADS)):
                continue
            try:
                path = reverse(f"admin:{name}", args=[quote_key(key)])
            except NoReverseMatch:
                continue
            act = name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
            yield Page("detail", f"{label} {act} ({which})", path)


def _objects(label: str, model: Any) -> Iterator[tuple[str, Any]]:
    first = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
    if first is not None:
        yield "first", first
    for which, query in HEAVY.get(label, {}).items():
        if (row := one(query)) is not None and row[0] is not None:
            yield which, row[0]


def _names_of(model_admin: ModelAdmin) -> Iterator[str]:
    for pattern in model_admin.get_urls():
        if isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def _names(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}", pattern
