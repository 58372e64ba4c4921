"""Parts of addresses; importing this makes them known."""

from __future__ import annotations

from django.urls import register_converter
from django.urls.converters import IntConverter


class Number(IntConverter):
    """``<number:…>`` fits a bigint: a longer one is nobody's."""

    regex = "[0-9]{1,18}"


register_converter(Number, "number")
