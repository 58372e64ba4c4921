"""The evidence log in public: what was sealed, the signed checkpoints, proof files for anybody."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from disclosure.texts import in_language
from disclosure.texts_evidence import TEXTS
from governance.audit.evidence import selectors
from governance.audit.evidence.models import Checkpoint

PAGE = 20
API_PAGE = 100
LEDGER = "ledger"


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
        "keys": selectors.keys(),
    }
    return render(request, "disclosure/evidence.html", context)


@require_safe
def proof(request: HttpRequest, entry: int) -> HttpResponse:
    """The proof file of a ledger entry, to keep and to check offline."""
    return _proof(LEDGER, entry)


@require_safe
def api_proof(request: HttpRequest) -> HttpResponse:
    """``?source=ledger&id=``: the same for programs."""
    return _proof(request.GET.get("source", LEDGER), _number(request, "id"))


@require_safe
def api_checkpoints(request: HttpRequest) -> JsonResponse:
    """The newest first; ``?before=SIZE`` goes on."""
    found = selectors.checkpoints()
    if "before" in request.GET:
        found = found.filter(size__lt=_number(request, "before"))
    rows = list(found[:API_PAGE])
    return JsonResponse(
        {
            "checkpoints": [_described(row) for row in rows],
            "next_before": rows[-1].size if len(rows) == API_PAGE else None,
            "keys": [
                {
                    "key": hand.key.verifier,
                    "since": hand.key.since.isoformat(),
                    "until": hand.until.isoformat() if hand.until else None,
                    "rotation": hand.key.rotation,
                }
                for hand in selectors.keys()
            ],
        }
    )


@require_safe
def api_checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """The signed note itself."""
    row = selectors.checkpoint(size)
    if row is None:
        raise Http404
    return HttpResponse(row.note, content_type="text/plain; charset=utf-8")


@require_safe
def api_consistency(request: HttpRequest) -> JsonResponse:
    """``?from=SIZE&to=SIZE``: that the later checkpoint goes on from the earlier one."""
    old, new = _number(request, "from"), _number(request, "to")
    path = selectors.consistency(old, new)
    if path is None:
        return _not_found(
            "没有这两个检查点，或先后颠倒。请从检查点列表中选取 from 不大于 to 的两个。",
            "There are no such checkpoints in this order. Take two of the list, from not above to.",
        )
    return JsonResponse({"from": old, "to": new, "path": path})


def _proof(source: str, number: int) -> HttpResponse:
    found = selectors.proof_of(source, number)
    if found is None:
        return _not_found(
            "没有这条记录，或尚未封存。请核对编号，或过几分钟再试。",
            "There is no such record, or it is not sealed yet. Check the number or try again in some minutes.",
        )
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{source}-{number}.proof.json"'
    return response


def _described(row: Checkpoint) -> dict[str, Any]:
    return {
        "size": row.size,
        "root": bytes(row.root).hex(),
        "key": row.key.verifier,
        "at": row.at.isoformat(),
        "note": row.note,
    }


def _number(request: HttpRequest, name: str) -> int:
    """A whole number that fits the database; 404 for anything else, as for a number nobody has."""
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)


def _not_found(zh: str, en: str) -> JsonResponse:
    problem = {"code": "not_found", "message": zh, "message_en": en}
    return JsonResponse(problem, status=404, json_dumps_params={"ensure_ascii": False})
