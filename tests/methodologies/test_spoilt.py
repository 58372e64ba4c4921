"""Files and inputs of the catalogue, spoilt at random: refused with a code, or sound; never a crash.

Any exception but a :class:`MethodologyError` fails the test and names its seed.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import random
from contextlib import suppress
from typing import Any

import orjson
import pytest

from methodologies import catalogue
from methodologies.engine import calculate, open_methodology
from methodologies.errors import MethodologyError
from methodologies.evaluating.trace import trace
from methodologies.proving import prove
from methodologies.reading.inputs_json import read_inputs
from methodologies.statement import as_dict, statement

VALUES = [
    *("[]", "{}", "0", "-1", '""', "true", "1e400", '"x"', "[[1]]", "1979-05-27", "nan"),
    *('"sum(T, x)"', "{ a = 1 }", '"lookup(a.b.c, 1)"', "[1, 2]", '"1/0"', '"prev(x, 0)"'),
    *("9" * 30, '"fleet"', '"years"', '"1 t"'),
]
JUNK: list[Any] = [
    *(None, True, 0, -1, 1.5, "", "abc", "1e99", "5 t", "5 MWh", "1/3", "NaN", [], {}, [[]]),
    *([{}], [None], "9" * 90, "0.0000000001", "厨余", 10**80, "1_000", "5%", "−5"),
]
SIGNS = "[]{}\"'=.,0x-+*/^()量 "


def spoilt_text(chance: random.Random) -> bytes:
    lines = chance.choice(catalogue.paths()).read_text(encoding="utf-8").split("\n")
    for _ in range(chance.choice([1, 1, 2])):
        place = chance.randrange(len(lines))
        line = lines[place]
        match chance.randrange(4):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, chance.choice(lines))
            case 2 if "=" in line:
                lines[place] = f"{line.split('=', 1)[0]}= {chance.choice(VALUES)}"
            case _ if line:
                at = chance.randrange(len(line))
                lines[place] = line[:at] + chance.choice(SIGNS) + line[at + 1 :]
    return "\n".join(lines).encode()


def spoilt_inputs(inputs: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    found = copy.deepcopy(inputs)
    symbol = chance.choice(list(found))
    value = found[symbol]
    if isinstance(value, list) and value:
        row = chance.choice(value)
        row[chance.choice(list(row))] = chance.choice(JUNK)
    elif chance.random() < 0.2:
        del found[symbol]
    else:
        found[symbol] = chance.choice(JUNK)
    return found


@pytest.mark.parametrize("seed", range(12))
def test_a_spoilt_file_is_refused_or_sound(seed):
    chance = random.Random(seed)
    outcomes = set()
    for _ in range(40):
        try:
            prove(open_methodology(spoilt_text(chance)), catalogue.factors())
            outcomes.add("sound")
        except MethodologyError as refusal:
            outcomes.add(refusal.code)
    assert len(outcomes) > 2, "spoiling spoils nothing"


@pytest.mark.parametrize("plan", catalogue.plans(), ids=lambda plan: plan.checked.definition.code)
def test_spoilt_inputs_are_refused_or_computed(plan):
    chance = random.Random(plan.checked.definition.code)
    for _ in range(30):
        example = chance.choice(plan.checked.definition.examples)
        raw = json.dumps(spoilt_inputs(example.inputs, chance)).encode()
        with suppress(MethodologyError):
            outcome = calculate(
                plan, read_inputs(raw), factors=catalogue.factors(), on=dt.date(2025, 6, 30)
            )
            assert statement(outcome)
            steps = [step.as_dict() for step in trace(outcome)]
            assert orjson.dumps(as_dict(outcome) | {"trace": steps})
