"""The evidence log for programs (docs/evidence.md). The forms of these answers are published: offline
checkers depend on them, byte for byte. What was asked wrongly is a problem like any other.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.http import parse_etags
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from core.api.views import PublicView
from core.errors import CodedError
from disclosure.api.evidence_forms import (
    CheckpointsSerializer,
    ConsistencySerializer,
    ProofSerializer,
)
from disclosure.errors import DisclosureCode
from governance.audit.evidence import selectors
from governance.audit.evidence.models import Checkpoint
from governance.identity.api.throttling import CallerThrottle, CostlyThrottle

API_PAGE = 100
LEDGER = "ledger"
FOR_EVER = "public, max-age=31536000, immutable"


def _query(name: str, description: str, *, required: bool = True) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.INT64, description=description, required=required)


class CheckpointsView(PublicView):
    """The newest first; ``before`` goes on. With every public key that ever signed."""

    parameters = frozenset({"before"})

    @extend_schema(
        operation_id="evidence_checkpoints",
        tags=["evidence"],
        summary="检查点与公钥 / Checkpoints and keys",
        parameters=[_query("before", "早于该叶数的 / before this size", required=False)],
        responses=CheckpointsSerializer,
    )
    def get(self, request: Request) -> JsonResponse:
        found = selectors.checkpoints()
        if "before" in request.query_params:
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
                    for hand in selectors.key_history()
                ],
            }
        )


class CheckpointView(PublicView):
    """The signed note itself. It never changes."""

    cache_control = FOR_EVER

    @extend_schema(
        operation_id="evidence_checkpoint",
        tags=["evidence"],
        summary="一个检查点的签名文本 / A signed note",
        parameters=[OpenApiParameter("size", OpenApiTypes.INT64, OpenApiParameter.PATH)],
        responses={(200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, size: int) -> HttpResponse:
        row = selectors.checkpoint(size)
        if row is None:
            raise Http404
        return HttpResponse(row.note, content_type="text/plain; charset=utf-8")


class ConsistencyView(PublicView):
    """That the later checkpoint goes on from the earlier one. It never changes."""

    parameters = frozenset({"from", "to"})
    cache_control = FOR_EVER
    refuses = (404,)

    @extend_schema(
        operation_id="evidence_consistency",
        tags=["evidence"],
        summary="一致性证明 / A consistency proof",
        parameters=[
            _query("from", "较早检查点的叶数 / size of the earlier"),
            _query("to", "较晚检查点的叶数 / size of the later"),
        ],
        responses=ConsistencySerializer,
    )
    def get(self, request: Request) -> JsonResponse:
        old, new = _number(request, "from"), _number(request, "to")
        path = selectors.consistency(old, new)
        if path is None:
            raise CodedError(DisclosureCode.NO_SUCH_CHECKPOINTS)
        return JsonResponse({"from": old, "to": new, "path": path})


class ProofView(PublicView):
    """The proof file of a sealed record, to keep and to check offline. Made against the latest checkpoint:
    it changes when there is a newer one, and stays true."""

    parameters = frozenset({"source", "id"})
    throttle_classes = [CallerThrottle, CostlyThrottle]
    refuses = (404,)

    @extend_schema(
        operation_id="evidence_proof",
        tags=["evidence"],
        summary="证明文件 / A proof file",
        parameters=[
            OpenApiParameter("source", OpenApiTypes.STR, default=LEDGER),
            _query("id", "分录编号 / number of the entry"),
        ],
        responses=ProofSerializer,
    )
    def get(self, request: Request, entry: int | None = None) -> HttpResponse:
        """By ``entry`` in the address, as people's links have it, or by query."""
        source = LEDGER if entry is not None else request.query_params.get("source", LEDGER)
        number = _number(request, "id") if entry is None else entry
        point = selectors.latest_checkpoint()
        etag = f'"{source}-{number}-{point.size}"' if point else ""
        # Only we gave out this tag, with the file: nothing is computed to say that it is unchanged.
        held = parse_etags(request.headers.get("If-None-Match", ""))
        if etag in (each.removeprefix("W/") for each in held):
            return HttpResponse(status=304, headers={"ETag": etag})
        found = selectors.proof_of(source, number, point)
        if found is None:
            raise CodedError(DisclosureCode.NOT_SEALED)
        response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 1})
        response["Content-Disposition"] = f'attachment; filename="{source}-{number}.proof.json"'
        response["ETag"] = etag
        return response


def _described(row: Checkpoint) -> dict[str, Any]:
    return {
        "size": row.size,
        "root": bytes(row.root).hex(),
        "key": row.key.verifier,
        "at": row.at.isoformat(),
        "note": row.note,
    }


def _number(request: Request, name: str) -> int:
    """A whole number that fits the database; 404 for anything else, as for a number nobody has."""
    text = request.query_params.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Http404
    return int(text)
