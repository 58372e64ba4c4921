"""Files that are safe to open: no cell is a formula, nothing breaks the writer."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from openpyxl import load_workbook

from core.spreadsheet import csv_lines, write_xlsx

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("x")', "＝1+1", "＠A1"]


def read(file) -> list[tuple]:
    return list(load_workbook(file).active.iter_rows())


@pytest.mark.parametrize("value", DANGEROUS)
def test_no_cell_is_a_formula(value):
    cell = read(write_xlsx("表", "说明", ["列"], [[value]]))[2][0]
    assert cell.data_type != "f"
    assert cell.value == value.replace("\r", "\n") or cell.value == value
    assert cell.quotePrefix
    line = b"".join(csv_lines("说明", ["列"], [[value]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(line, newline="")))[2] == [f"'{value}"]


def test_notes_and_heads_are_no_formulas_either():
    rows = read(write_xlsx("=表[1]/2", "=note", ["=head"], []))
    assert [row[0].data_type == "f" for row in rows] == [False, False]


def test_numbers_and_days_stay_what_they_are():
    row = read(write_xlsx("表", "说明", list("abcd"), [[-5, dt.date(2026, 3, 2), True, None]]))[2]
    assert row[0].value == -5
    assert row[1].value.date() == dt.date(2026, 3, 2)
    assert (row[2].value, row[3].value or "") == ("是", "")


def test_what_no_cell_may_hold_is_left_out():
    cell = read(write_xlsx("表", "说明", ["列"], [["甲\x00乙\x0b丙\ud800" + "长" * 40_000]]))[2][0]
    assert cell.value.startswith("甲乙丙长")
    assert len(cell.value) < 32_767


def test_rows_are_taken_one_by_one():
    taken = []

    def rows():
        for n in range(3):
            taken.append(n)
            yield [n]

    lines = csv_lines("说明", ["列"], rows())
    for _ in range(4):  # mark, note, heads, first row
        next(lines)
    assert taken == [0]
