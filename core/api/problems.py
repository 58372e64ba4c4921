"""Refusals as RFC 9457 problems: what is wrong and what to do next, in Chinese and in English.

The settings name :func:`answer` (or what wraps it) as the exception handler. Whatever a view raises
ends here, so that no answer of the interface is a page, and none shows a trace.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from rest_framework import exceptions
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, set_rollback

from core.api.errors import ApiCode, RefusedCaller
from core.api.faults import Fault, faults_of
from core.api.rendering import JsonRenderer
from core.api.request_id import request_id
from core.errors import CodedError

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
_BY_CLASS: dict[type[Exception], ApiCode] = {
    Http404: ApiCode.NOT_FOUND,
    exceptions.NotFound: ApiCode.NOT_FOUND,
    exceptions.NotAuthenticated: ApiCode.NOT_AUTHENTICATED,
    exceptions.AuthenticationFailed: ApiCode.NOT_AUTHENTICATED,
    exceptions.PermissionDenied: ApiCode.PERMISSION_DENIED,
    PermissionDenied: ApiCode.PERMISSION_DENIED,
    SuspiciousOperation: ApiCode.REQUEST_REFUSED,
    exceptions.ParseError: ApiCode.BODY_MALFORMED,
    exceptions.UnsupportedMediaType: ApiCode.MEDIA_TYPE_UNSUPPORTED,
}


def answer(exception: Exception, context: dict[str, Any]) -> Response:
    """The problem for whatever a view raised; nothing it did is kept."""
    set_rollback()
    request: Request = context["request"]
    refusal = refusal_of(exception, context["view"])
    if refusal.kind is ApiCode.UNEXPECTED:
        log.error("the interface failed at %s", request.path, exc_info=exception)
    body = problem(request._request, refusal, faults=_faults(exception, request))
    response = Response(body, status=refusal.sentence.status, content_type=MEDIA_TYPE)
    for name, value in _headers(exception, refusal).items():
        response[name] = value
    return response


def refusal_of(exception: Exception, view: APIView) -> CodedError:
    """The same refusal with a code and two sentences."""
    if isinstance(exception, CodedError):
        return exception
    if isinstance(exception, RefusedCaller):
        return exception.refusal
    match exception:
        case exceptions.MethodNotAllowed():
            allowed = ", ".join(sorted(view.allowed_methods))
            method = str(view.request.method)[:20]
            return CodedError(ApiCode.METHOD_NOT_ALLOWED, method=method, allowed=allowed)
        case exceptions.Throttled():
            return CodedError(ApiCode.THROTTLED, wait_s=_wait_s(exception))
        case exceptions.ValidationError():
            return CodedError(ApiCode.INVALID, count=len(faults_of(exception.detail)))
        case exceptions.PermissionDenied() if str(exception.detail).startswith("CSRF"):
            return CodedError(ApiCode.CSRF_FAILED)
    for kind, code in _BY_CLASS.items():
        if isinstance(exception, kind):
            return CodedError(code)
    return CodedError(ApiCode.UNEXPECTED)


def problem(
    request: HttpRequest, refusal: CodedError, *, faults: Sequence[Fault] = ()
) -> dict[str, Any]:
    """The members of RFC 9457, and ours. ``title`` is the same for every problem of a type."""
    sentence = refusal.sentence
    body: dict[str, Any] = {
        "type": f"{settings.API_PROBLEM_TYPES}{refusal.code}",
        "title": _TITLES.get(sentence.status, _TITLES[422]),
        "status": sentence.status,
        "detail": refusal.zh,
        "detail_en": refusal.en,
        "code": refusal.code,
        "rule": sentence.rule,
        "instance": request.path,
        "request_id": request_id(request),
    }
    return body | ({"errors": [fault.as_dict() for fault in faults]} if faults else {})


def problem_response(request: HttpRequest, refusal: CodedError) -> HttpResponse:
    """The same outside a view of the interface: for Django's own handlers."""
    body = JsonRenderer().render(problem(request, refusal))
    response = HttpResponse(body, status=refusal.sentence.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response


_TITLES = {
    400: "请求有误 / Bad request",
    401: "需要身份 / Unauthorized",
    403: "没有权限 / Forbidden",
    404: "没有找到 / Not found",
    405: "不接受该方法 / Method not allowed",
    409: "与现状冲突 / Conflict",
    413: "正文过大 / Content too large",
    415: "不支持该格式 / Unsupported media type",
    422: "不能办理 / Unprocessable content",
    429: "请求过于频繁 / Too many requests",
    500: "系统出错 / Internal error",
    503: "暂时不可用 / Unavailable",
}


def _faults(exception: Exception, request: Request) -> list[Fault]:
    if isinstance(exception, exceptions.ValidationError):
        where = "query" if request.method in ("GET", "HEAD") else "body"
        return faults_of(exception.detail, where)
    return list(getattr(exception, "faults", ()))


def _headers(exception: Exception, refusal: CodedError) -> dict[str, str]:
    found = {"Cache-Control": "no-store"}
    scheme = getattr(exception, "auth_header", "")
    if refusal.sentence.status == 401 and scheme:
        refused = isinstance(exception, RefusedCaller)
        found["WWW-Authenticate"] = f'{scheme}, error="invalid_token"' if refused else scheme
    if isinstance(exception, exceptions.Throttled):
        found["Retry-After"] = str(_wait_s(exception))
    return found


def _wait_s(exception: exceptions.Throttled) -> int:
    return max(1, math.ceil(getattr(exception, "wait", None) or 1))
