"""The catalogue of methodologies, their definitions, and calculation by them: nothing is stored."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from core import clock
from core.api.views import PublicView
from governance.identity.api.throttling import CallerThrottle, CostlyThrottle
from methodologies import catalogue
from methodologies.api.parsing import ExactJson
from methodologies.api.pointing import PointedRefusal
from methodologies.api.serializers import (
    CalculationRequest,
    CalculationSerializer,
    MethodologyDetailSerializer,
    MethodologySerializer,
)
from methodologies.engine import Plan, calculate
from methodologies.errors import MethodologyError
from methodologies.evaluating.trace import trace
from methodologies.statement import as_dict

PROGRAMME = OpenApiParameter("programme", str, description="适用的机制 / for this programme")


class MethodologyList(PublicView):
    """Every version of the catalogue, samples marked as such."""

    parameters = frozenset({"programme"})

    @extend_schema(
        operation_id="methodologies_list",
        tags=["methodologies"],
        summary="方法学目录 / The catalogue",
        parameters=[PROGRAMME],
        responses=MethodologySerializer(many=True),
    )
    def get(self, request: Request) -> Response:
        programme = request.query_params.get("programme")
        heads = [plan.checked.definition for plan in catalogue.plans()]
        found = [head for head in heads if programme in {None, *head.programmes}]
        return Response(MethodologySerializer(found, many=True).data)


class MethodologyDetail(PublicView):
    """What it asks for, and where it comes from."""

    @extend_schema(
        operation_id="methodologies_retrieve",
        tags=["methodologies"],
        summary="一个方法学版本 / One version",
        responses=MethodologyDetailSerializer,
    )
    def get(self, request: Request, code: str, version: str) -> Response:
        head = _plan(code, version).checked.definition
        return Response(MethodologyDetailSerializer(head).data)


class MethodologyDefinition(PublicView):
    """The file itself, byte for byte: its SHA-256 is the one told beside it."""

    @extend_schema(
        operation_id="methodologies_definition",
        tags=["methodologies"],
        summary="定义文本 / The definition's text",
        responses={(200, "text/plain"): OpenApiTypes.STR},
    )
    def get(self, request: Request, code: str, version: str) -> HttpResponse:
        head = _plan(code, version).checked.definition
        etag = f'"{head.sha256}"'
        text = catalogue.text_of(head)
        response = HttpResponse(text, content_type="text/plain; charset=utf-8")
        response["ETag"] = etag
        response["Content-Disposition"] = f'inline; filename="{head.code}-{head.version}.toml"'
        asked: HttpRequest = request._request
        unchanged = get_conditional_response(asked, etag=etag, response=response)
        return unchanged or response


class Calculate(PublicView):
    """Calculates by a published methodology, exactly. Pure: nothing is stored, nobody is told."""

    throttle_classes = [CallerThrottle, CostlyThrottle]
    parser_classes = [ExactJson]
    cache_control = "no-store"
    refuses = (413, 415, 422)

    @extend_schema(
        operation_id="methodologies_calculate",
        tags=["methodologies"],
        summary="试算，不保存 / Calculate, without storing",
        request=CalculationRequest,
        responses={200: CalculationSerializer},
    )
    def post(self, request: Request, code: str, version: str) -> Response:
        plan = _plan(code, version)
        asked = CalculationRequest(data=request.data)
        asked.is_valid(raise_exception=True)
        on = asked.validated_data.get("on") or clock.today()
        # As they were read, not as a serializer would have them: every digit counts.
        body: dict[str, Any] = request.data  # type: ignore[assignment]
        inputs = body["inputs"]
        try:
            outcome = calculate(
                plan,
                inputs,
                factors=catalogue.factors(),
                on=on,
                work=settings.API_CALCULATION_WORK,
            )
        except MethodologyError as refusal:
            raise PointedRefusal(refusal, plan) from None
        answer = as_dict(outcome) | {"on": on}
        if asked.validated_data["trace"]:
            answer["trace"] = [step.as_dict() for step in trace(outcome)]
        return Response(answer)


def _plan(code: str, version: str) -> Plan:
    """Exactly this version; aliases and "the newest" are for people at a terminal."""
    for plan in catalogue.plans():
        head = plan.checked.definition
        if (head.code, head.version) == (code, version):
            return plan
    raise Http404
