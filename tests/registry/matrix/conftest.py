"""A test that asks for ``scene`` runs once for each state of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.registry.matrix.building import build
from tests.registry.matrix.cells import kinds_and_states
from tests.registry.matrix.scene import Scene, standing_still


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "scene" in metafunc.fixturenames:
        metafunc.parametrize("scene", kinds_and_states(), ids="-".join, indirect=True)


@pytest.fixture
def scene(request: pytest.FixtureRequest, db: None) -> Iterator[Scene]:
    kind, state = request.param
    with standing_still() as traveller:
        yield build(kind, state, traveller)
