"""Asserting a refusal: the code, and that nothing of this app changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import transaction

from core.errors import CodedError


def snapshot() -> dict[str, list]:
    """Every row this app keeps, history included."""
    return {
        model.__name__: list(model.objects.order_by("pk").values())
        for model in apps.get_app_config("organisations").get_models()
    }


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[CodedError]]:
    before = snapshot()
    with pytest.raises(CodedError) as caught, transaction.atomic():
        yield caught
    assert caught.value.code == code
    assert "{" not in caught.value.zh + caught.value.en
    assert "—" not in caught.value.zh + caught.value.en  # a parameter nobody filled in
    assert snapshot() == before
