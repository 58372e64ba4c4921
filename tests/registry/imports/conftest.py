"""Two made-up files for each test of an import."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.registry.imports.files import Files


@pytest.fixture
def blocks(tmp_path: Path) -> Files:
    return Files(tmp_path, "blocks")


@pytest.fixture
def car(tmp_path: Path) -> Files:
    return Files(tmp_path, "car")
