"""The exception handler of the interface: the shared one, and the trail hears of acts that were refused to
somebody known, and of what they may not do. Misspelt questions are not the trail's business.
"""

from __future__ import annotations

from typing import Any

from rest_framework.response import Response

from core.api import problems
from core.api.errors import ApiCode
from core.errors import CodedError
from governance.identity.refusing import note

FORBIDDEN = 403


def answer(exception: Exception, context: dict[str, Any]) -> Response:
    if isinstance(exception, CodedError) and not isinstance(exception.kind, ApiCode):
        act = getattr(context["view"], "is_act", False)
        if act or exception.sentence.status == FORBIDDEN:
            note(context["request"]._request, exception)
    return problems.answer(exception, context)
