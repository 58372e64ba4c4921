"""What JSON cannot say by itself: decimals as strings, moments with an offset, nothing guessed."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from zoneinfo import ZoneInfo

import orjson
import pytest
from django.utils.translation import gettext_lazy

from core.api.rendering import JsonRenderer


def test_forms():
    moment = dt.datetime(2026, 11, 20, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    made = JsonRenderer().render(
        {"price": Decimal("84.50"), "small": Decimal("1E-7"), "t": 2**53 + 1, "at": moment,
         "word": gettext_lazy("Yes")}
    )  # fmt: skip
    found = orjson.loads(made)
    assert found["price"] == "84.50"
    assert found["small"] == "0.0000001"
    assert found["t"] == 2**53 + 1
    assert found["at"] == "2026-11-20T09:30:00+08:00"
    assert isinstance(found["word"], str)
    assert JsonRenderer().render(None) == b""


def test_what_has_no_form_is_an_error():
    with pytest.raises(TypeError):
        JsonRenderer().render({"x": object()})
