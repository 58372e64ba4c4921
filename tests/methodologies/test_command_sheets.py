"""``methodology template`` and ``calculate`` from a workbook, as typed."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from methodologies import catalogue
from methodologies.sheet import read, template
from tests.methodologies.sheet.books import filled

CODE = "SAMPLE-H2"


def run(*words: str) -> str:
    out = StringIO()
    call_command("methodology", *words, stdout=out)
    return out.getvalue()


def test_a_template_is_written_and_calculated_from(tmp_path):
    path, printed = tmp_path / "out.xlsx", tmp_path / "out.pdf"
    assert str(path) in run("template", CODE, "V1", str(path))
    plan = catalogue.find(CODE)
    assert read(plan, path.read_bytes()).inputs == {}
    path.write_bytes(template(plan, plan.checked.definition.examples[0].inputs))
    found = json.loads(
        run("calculate", CODE, str(path), "--json", "--pdf", str(printed)).splitlines()[-1]
    )
    assert (found["exact"], found["issued_t"]) == ("718.4256", 718)
    assert printed.read_bytes().startswith(b"%PDF-")


def test_faults_are_listed_with_their_cells(tmp_path):
    path, said, out = tmp_path / "in.xlsx", StringIO(), StringIO()
    cells = {"参数!E3": "-1", "车辆!A5": 1.5, "车辆!B5": 1, "车辆!C5": 1, "车辆!D5": 1}
    path.write_bytes(filled(catalogue.find(CODE), cells))
    with pytest.raises(CommandError, match="sheets_wrong: 工作簿有 3 处问题"):
        call_command("methodology", "calculate", CODE, str(path), "--json", stdout=out, stderr=said)
    assert "参数!E3 EF_diesel：" in said.getvalue()
    assert "参数!E4 EF_H2：缺少输入" in said.getvalue()
    assert "车辆!A5 vehicles：" in said.getvalue()
    assert len(json.loads(out.getvalue())["error"]["params"]["errors"]) == 3


def test_a_refusal_of_the_calculation_is_told_at_its_cell(tmp_path):
    path = tmp_path / "in.xlsx"
    plan = catalogue.find("T-CSAE-235")
    path.write_bytes(template(plan, plan.checked.definition.examples[1].inputs))
    with pytest.raises(CommandError, match="参数!E4：因子表"):
        run("calculate", "T-CSAE-235", str(path), "--on", "2020-01-01")


def test_the_template_is_an_xlsx(tmp_path):
    with pytest.raises(CommandError, match=r"OUT\.xlsx"):
        run("template", CODE, "V1", str(tmp_path / "out.json"))
