"""docs/methodology-format.md: its files are sound, its inputs give what it says, its commands run."""

from __future__ import annotations

import json
import re
import shlex
from io import StringIO

import pytest
from django.core.management import call_command

from methodologies import catalogue
from methodologies.language.formula import AGGREGATES, FUNCTIONS
from methodologies.units import unit
from tests.docs.pages import commands, page

PAGE = page("docs/methodology-format.md")


def blocks(what: str) -> dict[str, str]:
    """The blocks after ``<!-- what: name -->``, by name."""
    found = re.findall(rf"<!-- {what}: (\S+) -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    return dict(found)


FILES = blocks("file")


def run(*words: str) -> str:
    out = StringIO()
    call_command("methodology", *words, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_a_tutorial_file_is_sound_and_gives_what_the_page_says(name, tmp_path):
    path, inputs = tmp_path / name, tmp_path / "inputs.json"
    path.write_text(FILES[name], encoding="utf-8")
    inputs.write_text(blocks("inputs")[name], encoding="utf-8")
    checked = json.loads(run("check", str(path), "--json"))
    assert checked["ok"]
    assert checked["warnings"] == []
    found = json.loads(run("calculate", "--file", str(path), str(inputs), "--json"))
    wanted = json.loads(blocks("outcome")[name])
    assert {key: found[key] for key in wanted} == wanted


def test_there_are_tutorial_files():
    assert (
        set(FILES)
        == set(blocks("inputs"))
        == set(blocks("outcome"))
        == {
            "first.toml",
            "second.toml",
        }
    )


def test_its_commands_run():
    for line in commands(PAGE):
        words = shlex.split(line)
        assert words[:3] == [".venv/bin/python", "manage.py", "methodology"]
        assert run(*words[3:])


def test_the_line_it_shows_is_what_is_printed(tmp_path):
    shown = re.search(r'^\{"exact": "576532.*$', PAGE, re.MULTILINE)
    assert shown
    example = catalogue.find("CCER-01-002").checked.definition.examples[0]
    path = tmp_path / "inputs.json"
    path.write_text(json.dumps(example.inputs), encoding="utf-8")
    found = json.loads(run("calculate", "CCER-01-002", "V01", str(path)).splitlines()[-1])
    for key, value in re.findall(r'"(exact|unit|issued_t)": "?([\w.]+)"?', shown.group()):
        assert str(found[key]) == value


def test_every_function_is_on_the_page():
    for name in [*FUNCTIONS, *AGGREGATES, "if", "prev", "lookup"]:
        assert re.search(rf"\b{name}\b", PAGE), name


def test_every_unit_it_names_is_known():
    section = PAGE[PAGE.index("## 五、单位") : PAGE.index("## 六、")]
    named = [each for text in re.findall(r"`([^`]+)`", section) for each in text.split()]
    compound = {"L", "per", "100", "km"}
    for name in named:
        if name not in compound and "[" not in name and name not in {"/"} | {"12[tC]"}:
            assert unit(name), name
