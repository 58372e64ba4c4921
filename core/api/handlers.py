"""Django's own refusals (a bad host, a body too large, a failure outside any view): problems under the
interface, pages elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from core.api.errors import ApiCode
from core.api.problems import problem_response
from core.errors import CodedError

PREFIX = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, ApiCode.REQUEST_REFUSED, defaults.bad_request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, ApiCode.PERMISSION_DENIED, defaults.permission_denied, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, ApiCode.NOT_FOUND, defaults.page_not_found, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return _answer(request, ApiCode.UNEXPECTED, defaults.server_error)


def _answer(
    request: HttpRequest, code: ApiCode, page: Callable[..., Any], *arguments: Exception
) -> HttpResponse:
    if request.path_info.startswith(PREFIX):
        return problem_response(request, CodedError(code))
    found: HttpResponse = page(request, *arguments)
    return found
