"""``manage.py verify_issuance``: says how many were compared, and fails when something differs."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from tests.registry.reductions.world import World, on

pytestmark = pytest.mark.django_db


def _run() -> str:
    said = StringIO()
    call_command("verify_issuance", stdout=said)
    return said.getvalue()


def test_it_counts_and_finds(monkeypatch: Any) -> None:
    with on():
        world = World()
        world.account()
        report = world.issued()
    assert "签发 1 批，不符 0 处" in _run()
    monkeypatch.setattr("registry.reductions.verifying.sha256_of", lambda inputs: "0" * 64)
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_issuance", stdout=said)
    assert ended.value.code == 1
    assert report.number in said.getvalue()
