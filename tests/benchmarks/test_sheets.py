"""The bench of uploaded workbooks measures what it promises. How fast it is, no test asks."""

from __future__ import annotations

import pytest

from benchmarks import sheets
from benchmarks.figures import BenchBroken


def test_its_lines_are_measured_and_judged(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_ROWS", 300)
    report = sheets.run(rounds=1)
    lines = {line.id: line for line in report.lines}
    assert set(lines) == {"sheet_200", "sheet_20000"}
    assert lines["sheet_200"].verdict in {"ok", "short"}
    assert "must ≤ 2" in report.table()


def test_a_wrong_result_is_no_figure(monkeypatch):
    monkeypatch.setattr(sheets, "by_hand", lambda inputs: 0)
    with pytest.raises(BenchBroken):
        sheets.run(rounds=1)
