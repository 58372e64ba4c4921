"""The bench of the methodology engine measures what it promises. How fast it is, no test asks."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import call_command

from benchmarks import methodologies
from benchmarks.figures import BenchBroken


def test_its_lines_are_measured_and_judged():
    out = StringIO()
    call_command("bench", "methodologies", "--scale", "small", "--json", stdout=out)
    lines = {line["id"]: line for line in json.loads(out.getvalue().splitlines()[-1])["lines"]}
    assert set(lines) == {"calculate", "calculate_trace"}
    assert all(line["figure"]["value"] > 0 for line in lines.values())
    assert lines["calculate"]["verdict"] in {"ok", "short"}


def test_a_wrong_result_is_no_figure(monkeypatch):
    monkeypatch.setattr(methodologies, "by_hand", lambda place: 0)
    with pytest.raises(BenchBroken):
        methodologies.run(rounds=1, each=3)
