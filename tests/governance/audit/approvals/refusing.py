"""Asserting a refusal of maker-checker: the code, whole sentences, and nothing changed anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from core.errors import CodedError
from tests.governance.audit.approvals.people import whole_picture
from tests.registry.ledger.refusing import assert_complete


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[CodedError]]:
    before = whole_picture()
    with pytest.raises(CodedError) as caught:
        yield caught
    assert caught.value.code == code, caught.value
    assert_complete(caught.value)
    assert whole_picture() == before
