"""Figures of the long runs are told as they come, whatever pytest keeps for itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Say = Callable[[str], None]


@pytest.fixture
def say(request: pytest.FixtureRequest, capfd: pytest.CaptureFixture[str]) -> Say:
    """Prints a line in a long run, does nothing in a usual one."""

    def tell(line: str) -> None:
        with capfd.disabled():
            print(line, flush=True)

    return tell if request.node.get_closest_marker("soak") else lambda line: None
