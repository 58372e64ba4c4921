"""The body of a calculation: bounded before it is read, and every number as it was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework.parsers import BaseParser

from core.api.errors import ApiCode
from core.errors import CodedError
from methodologies.reading.inputs_json import read_inputs


class ExactJson(BaseParser):
    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        most: int = settings.API_CALCULATION_BYTES
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise CodedError(ApiCode.BODY_TOO_LARGE, limit=f"{most:,}")
        return read_inputs(raw)
