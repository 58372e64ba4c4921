"""查序列号: any serial or printed block → its batch, where its units are now, every step there.

A page costs the same for one tonne and for ten million: it asks for a handful of blocks and steps, and
links to the rest.
"""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from core.errors import CodedError
from disclosure.serial_input import normalised
from disclosure.serial_page import next_parts, page_url, parts_of
from disclosure.serial_texts import TEXTS
from disclosure.texts import in_language
from governance.rulebook.models import Programme
from registry.ledger import serials as grammar
from registry.ledger.models import Batch
from registry.ledger.selectors.serial_facts import SerialHistory
from registry.ledger.selectors.serial_history import serial_history

EXAMPLE = "BJ_CCER-14-001-V01_P0001_2025_0001_0000000001-0000001000"
PARTS, STEPS = 20, 25
_EARLIER = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")
_START = re.compile(r"[0-9]{1,10}")


@require_safe
def serials(request: HttpRequest) -> HttpResponse:
    english = (get_language() or "").startswith("en")
    typed = request.GET.get("q", "")
    context: dict[str, Any] = {
        "t": in_language(english=english, also=TEXTS),
        "english": english,
        "typed": typed.strip(),
        "example": EXAMPLE,
        "pattern": grammar.PATTERN,
    }
    status = 200
    if "q" in request.GET:
        try:
            context |= _found(request, normalised(typed), english)
        except CodedError as refusal:
            status = 400 if refusal.code == "serial_malformed" else refusal.sentence.status
            context["refusal"] = refusal.en if english else refusal.zh
            if not typed.strip():
                context["refusal"] = context["t"]["empty"]
    return render(request, "disclosure/serials.html", context, status=status)


def _found(request: HttpRequest, text: str, english: bool) -> dict[str, Any]:
    """What the page shows; raises what the ledger refuses."""
    earlier = _EARLIER.fullmatch(request.GET.get("earlier", ""))
    start = _START.fullmatch(request.GET.get("start", ""))
    history = serial_history(
        text,
        start=int(start[0]) if start else 1,
        blocks=PARTS,
        steps=STEPS,
        earlier=(int(earlier[1]), int(earlier[2])) if earlier else None,
    )
    parts = parts_of(history, english=english)
    return {
        "typed": history.serials,
        "history": history,
        "quantity": f"{history.quantity_t:,}",
        "batch": history.batch,
        "batch_quantity": f"{history.batch.quantity_t:,}",
        "programme": _programme(history.batch, english),
        "parts": parts,
        "single": parts[0] if _is_whole(history) else None,
        "next": next_parts(history),
        "again": page_url(history.serials) if earlier or start else "",
        "paged_back": bool(earlier),
    }


def _is_whole(history: SerialHistory) -> bool:
    """Whether all that was asked lies in one place."""
    return len(history.present) == 1 and history.present[0].quantity_t == history.quantity_t


def _programme(batch: Batch, english: bool) -> str:
    programme = Programme.objects.filter(code=batch.programme).first()
    if programme is None:
        return batch.programme
    return programme.name_en if english else programme.name_zh
