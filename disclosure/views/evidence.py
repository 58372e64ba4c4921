"""The evidence log in public: what was sealed, the signed checkpoints. Programs read
``disclosure/api/evidence.py``."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosure.texts import in_language
from disclosure.texts_evidence import TEXTS
from governance.audit.evidence import selectors

PAGE = 20


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The page for people."""
    english = (get_language() or "").startswith("en")
    words = {name: pair[1 if english else 0] for name, pair in TEXTS.items()}
    pages = Paginator(selectors.checkpoints(), PAGE)
    context = {
        "t": in_language(english=english) | words,
        "english": english,
        "latest": selectors.latest_checkpoint(),
        "page": pages.get_page(request.GET.get("page")),
        "keys": selectors.key_history(),
    }
    return render(request, "disclosure/evidence.html", context)
