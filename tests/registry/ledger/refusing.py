"""Asserting a refusal of the ledger: the code, both sentences complete, and nothing changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from core.errors import CodedError
from tests.registry.ledger.world import picture


@contextmanager
def refused(code: str, **told: Any) -> Iterator[pytest.ExceptionInfo[CodedError]]:
    """The body must raise ``code`` with these parameters among its own, and change no law table."""
    before = picture()
    with pytest.raises(CodedError) as caught:
        yield caught
    assert caught.value.code == code, caught.value
    assert_complete(caught.value)
    assert {name: caught.value.params.get(name) for name in told} == told
    assert picture() == before


def assert_complete(error: CodedError) -> None:
    """No placeholder stays open, in either language."""
    for sentence in (error.zh, error.en):
        assert sentence
        assert "{" not in sentence, sentence
        assert "—" not in sentence, sentence  # what a missing parameter reads as
