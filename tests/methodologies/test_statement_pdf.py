"""The 计算书 as PDF: everything a reviewer needs stands in it, and it is the same every time."""

from __future__ import annotations

import datetime as dt
import json
import struct
import zlib

import pytest
import typst

from core.pdf import fonts
from methodologies import catalogue
from methodologies.engine import calculate
from methodologies.statement import pdf, statement
from methodologies.statement.pdf import statement_pdf
from tests.methodologies.writing import equation, opened, parameter, table

DAY = dt.date(2025, 6, 30)
NAMED = {
    "project": "绿地“碳汇”#1 $x$ *粗*", "report": "R-1", "period": "2024 年", "revision": "3",
    "sha256": "ab" * 32,
}  # fmt: skip


def example(code: str, at: int = 0):
    plan = catalogue.find(code)
    inputs = plan.checked.definition.examples[at].inputs
    return calculate(plan, inputs, factors=catalogue.factors(), on=DAY)


def data_of(monkeypatch, outcome, **named) -> dict:
    """What is given to the template."""
    kept: dict = {}

    def keep(template, data):
        kept.update(data)
        return b""

    monkeypatch.setattr(pdf, "make_pdf", keep)
    statement_pdf(outcome, **named)
    return json.loads(json.dumps(kept, ensure_ascii=False))


@pytest.mark.parametrize("plan", catalogue.plans(), ids=lambda plan: plan.checked.definition.code)
def test_every_methodology_prints_and_twice_the_same(plan):
    outcome = example(plan.checked.definition.code)
    first = statement_pdf(outcome, **NAMED)
    assert first.startswith(b"%PDF-")
    assert statement_pdf(outcome, **NAMED) == first
    assert statement_pdf(outcome) != first


def test_it_names_report_definition_factors_steps_and_result(monkeypatch):
    outcome = example("T-CSAE-235", 1)
    data = data_of(monkeypatch, outcome, **NAMED)
    facts = dict(data["facts"])
    assert facts["项目名称"] == NAMED["project"]
    assert facts["修订版 SHA-256"] == "ab" * 32
    assert facts["排放因子适用日期"] == "2025-06-30"
    lines = {each["label"]: each for each in data["head"]}
    assert lines["方法学文件 SHA-256"]["value"] == outcome.definition.sha256
    (factors,) = [each for each in data["body"] if each.get("caption") == "采用的排放因子"]
    (row,) = factors["rows"]
    assert row[0] == "EF_grid"
    assert row[2:5] == ["0.5366 kgCO2/kWh", "全国", "2022"]
    assert "生态环境部" in row[6]
    assert "未核实" in row[6]
    steps = [each for each in data["body"] if each["kind"] == "step"]
    assert [each["symbol"] for each in steps] == ["BE", "PE", "ER"]
    assert steps[2]["formula"] == "ER = BE - PE - LE"
    assert steps[2]["applied"][0]["substituted"] == "480.06 tCO2e − 233.421 tCO2e − 0 tCO2e"
    assert steps[2]["applied"][0]["value"] == "246.639 tCO2e"
    assert data["body"][-1]["value"] == "246 吨"


def test_a_negative_result_says_why_it_issues_nothing(monkeypatch):
    outcome = example("SAMPLE-H2", 1)
    data = data_of(monkeypatch, outcome)
    assert (data["body"][-2]["value"], data["body"][-1]["value"]) == ("-1842.6624 tCO2e", "0 吨")
    assert data["body"][-1]["note"] == "计算结果为负，按零计"
    assert dict(data["facts"]).keys() == {"方法学", "排放因子适用日期"}


def test_a_long_result_is_printed_whole(monkeypatch):
    outcome = example("SAMPLE-LANDFILL-FOD")
    data = data_of(monkeypatch, outcome)
    (exact,) = [each for each in data["body"] if each.get("label") == "精确值"]
    assert exact["value"] == f"{outcome.exact_text} tCO2e"
    assert f"精确值：{outcome.exact_text} tCO2e" in statement(outcome)


def wide():
    long = "s" * 38
    columns = {f"{long}{n}": "tCO2e/tCH4" for n in range(10)}
    plan = opened(
        table("T", columns),
        parameter("x"),
        equation("R", f"sum(T, {' + '.join(columns)}) * x", "tCO2e/tCH4"),
    )
    row = dict.fromkeys(columns, "1." + "3" * 60)
    return calculate(plan, {"x": "1." + "7" * 90, "T": [row] * 70})


def test_a_wide_table_is_put_in_parts_and_a_long_one_says_how_long(monkeypatch):
    grids = [each for each in data_of(monkeypatch, wide())["body"] if each["kind"] == "grid"]
    assert [len(each["heads"]) for each in grids] == [5, 9, 3]
    assert grids[1]["caption"] == "T T（第 1—8 列，共 10 列）"
    assert len(grids[1]["rows"]) == pdf.ROWS_SHOWN
    assert [each["more"] for each in grids[1:]] == ["", "…… 共 70 行"]


def columns_of(png: bytes) -> list[int]:
    """The darkest value of each column of pixels of an eight-bit RGBA image, 255 for white."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) == (8, 6)
    packed, at = b"", 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            packed += png[at + 8 : at + 8 + length]
        at += 12 + length
    content, line, stride = zlib.decompress(packed), bytearray(4 * width), 4 * width
    darkest = [255] * width
    for row in range(height):
        begin = row * (stride + 1)
        kind, above, line = content[begin], line, bytearray(content[begin + 1 : begin + 1 + stride])
        for n in range(stride):
            left = line[n - 4] if n >= 4 else 0
            corner = above[n - 4] if n >= 4 else 0
            near = left + above[n] - corner
            paeth = min((left, above[n], corner), key=lambda each: abs(near - each))
            line[n] = (line[n] + (0, left, above[n], (left + above[n]) // 2, paeth)[kind]) & 255
        for column in range(width):
            darkest[column] = min(darkest[column], *line[4 * column : 4 * column + 3])
    return darkest


def test_nothing_stands_in_the_margins(monkeypatch):
    """The first, second and last page are drawn: their outer 16 mm of 18 are white at both sides."""
    data = data_of(monkeypatch, wide(), **NAMED)
    pages = typst.compile(
        pdf.TEMPLATE.read_bytes(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        format="png",
        ppi=40,
    )
    assert isinstance(pages, list)
    for page in (pages[0], pages[1], pages[-1]):
        columns = columns_of(page)
        margin = int(len(columns) * 16 / 210)
        assert min(columns[:margin] + columns[-margin:]) == 255
        assert min(columns[margin:-margin]) < 200
