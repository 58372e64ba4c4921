"""The first page a stranger sees: what the registry is, and how much is issued, held, used."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosure.serial_texts import TEXTS as SEARCH
from disclosure.texts import in_language
from disclosure.views.serials import EXAMPLE
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from registry.ledger.selectors.totals import ProgrammeTotals, counted_totals


@dataclass(frozen=True, slots=True)
class Row:
    """One programme as shown: names and figures in tonnes, grouped by thousands."""

    name: str
    other_name: str
    authority: str
    issued: str
    held: str
    retired: str
    cancelled: str


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    english = (get_language() or "").startswith("en")
    counted = counted_totals()
    found = {total.programme: total for total in counted.totals}
    # Another registry's imported history is no issuance of ours: it is not in these totals.
    ours = Programme.objects.exclude(legal_source=IMPORTED).order_by("code")
    context = {
        "t": in_language(english=english, also=SEARCH),
        "english": english,
        "example": EXAMPLE,
        "rows": [_row(p, found.get(p.code), english) for p in ours],
        "as_of": counted.at,
    }
    return render(request, "disclosure/landing.html", context)


def _row(programme: Programme, total: ProgrammeTotals | None, english: bool) -> Row:
    """A programme without a batch yet is shown with zeros."""
    names = [programme.name_zh, programme.name_en]
    if english:
        names.reverse()
    return Row(
        name=names[0],
        other_name=names[1],
        authority=programme.authority,
        issued=f"{total.issued_t if total else 0:,}",
        held=f"{total.held_t if total else 0:,}",
        retired=f"{total.retired_t if total else 0:,}",
        cancelled=f"{total.cancelled_t if total else 0:,}",
    )
