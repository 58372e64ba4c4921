"""Methodologies over the interface: the catalogue, the very bytes, and calculation that keeps nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

import pytest
from django.test import Client

from methodologies import catalogue
from methodologies.engine import calculate
from methodologies.statement import as_dict
from tests.core.api.refusals import problem
from tests.governance.audit.approvals.programs import whole_database

pytestmark = pytest.mark.django_db
ALL = "/api/v1/methodologies"


def post(client: Client, path: str, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body, default=str)
    return client.post(f"{ALL}/{path}/calculate", text, content_type="application/json")


def example(code: str, number: int = 0) -> tuple[dict[str, Any], str]:
    shown = catalogue.find(code).checked.definition.examples[number]
    return shown.inputs, shown.on or "2026-11-20"


def test_the_catalogue(client: Client):
    listed = client.get(ALL).json()
    assert len(listed) == len(catalogue.plans())
    wind = next(row for row in listed if row["code"] == "SAMPLE-WIND")
    assert (wind["status"], wind["status_zh"]) == ("sample", "示例")
    of_ccer = client.get(f"{ALL}?programme=CCER").json()
    assert {row["code"] for row in of_ccer} < {row["code"] for row in listed}
    assert all("CCER" in row["programmes"] for row in of_ccer)


@pytest.mark.parametrize("plan", catalogue.plans(), ids=lambda p: p.checked.definition.code)
def test_every_version_with_its_text_and_hash(client: Client, plan):
    head = plan.checked.definition
    one = f"{ALL}/{head.code}/{head.version}"
    told = client.get(one).json()
    text = client.get(f"{one}/definition")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert hashlib.sha256(text.content).hexdigest() == told["sha256"] == head.sha256
    again = client.get(f"{one}/definition", headers={"If-None-Match": text["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["CCER-01-001/V99", "X/V01", "电动公交/V1", "CCER-01-001-V01/V01"])
def test_other_versions(client: Client, path: str):
    for end in ("", "/definition"):
        problem(client.get(f"{ALL}/{path}{end}"), 404, "not_found")
    problem(post(client, path, {"inputs": {}}), 404, "not_found")


@pytest.mark.parametrize("plan", catalogue.plans(), ids=lambda p: p.checked.definition.code)
def test_every_example_calculates_to_the_same(client: Client, plan):
    head = plan.checked.definition
    for shown in head.examples:
        sent = {"inputs": shown.inputs} | ({"on": shown.on} if shown.on else {})
        before = whole_database()
        response = post(client, f"{head.code}/{head.version}", sent)
        assert response.status_code == 200, response.content
        assert whole_database() == before
        found = response.json()
        on = found.pop("on")
        outcome = calculate(
            plan, shown.inputs, factors=catalogue.factors(), on=dt.date.fromisoformat(on)
        )
        assert found == as_dict(outcome)
        assert response["Cache-Control"] == "no-store"


def test_with_every_step(client: Client):
    inputs, on = example("SAMPLE-WIND")
    sent = {"inputs": inputs, "on": on, "trace": True}
    steps = post(client, "SAMPLE-WIND/V1", sent).json()["trace"]
    assert {"input", "equation"} <= {step["kind"] for step in steps}


def test_numbers_are_read_as_they_are_written(client: Client):
    """A float would have lost the last digits."""
    inputs, on = example("SAMPLE-WIND")
    name = next(name for name, value in inputs.items() if not isinstance(value, list | bool))
    digits = "812345.12345678901234567890"
    plain = json.dumps({k: v for k, v in inputs.items() if k != name}, default=str)[1:]
    body = f'{{"on": "{on}", "trace": true, "inputs": {{"{name}": {digits}, {plain}}}'
    steps = post(client, "SAMPLE-WIND/V1", body).json()["trace"]
    step = next(step for step in steps if step["symbol"] == name)
    assert step["value"] == digits.rstrip("0")


@pytest.mark.parametrize(
    ("code", "pointer", "change"),
    [
        ("input_missing", "/inputs/{name}", lambda inputs, name: inputs.pop(name)),
        ("input_unknown", "/inputs/zzz", lambda inputs, name: inputs.update(zzz=1)),
        ("input_type", "/inputs/{name}", lambda inputs, name: inputs.update({name: [1]})),
        ("input_unit", "/inputs/{name}", lambda inputs, name: inputs.update({name: "3 kg"})),
    ],
)
def test_what_is_wrong_is_pointed_at(client: Client, code: str, pointer: str, change):
    inputs, on = example("SAMPLE-WIND")
    name = next(iter(inputs))
    given = dict(inputs)
    change(given, name)
    body = problem(post(client, "SAMPLE-WIND/V1", {"inputs": given, "on": on}), 422, code)
    (error,) = body["errors"]
    assert (error["in"], error["pointer"]) == ("body", pointer.format(name=name))


def test_the_row_is_named(client: Client):
    plan = next(
        plan for plan in catalogue.plans()
        if any(isinstance(v, list) for v in plan.checked.definition.examples[0].inputs.values())
    )  # fmt: skip
    head = plan.checked.definition
    inputs = dict(head.examples[0].inputs)
    table = next(name for name, value in inputs.items() if isinstance(value, list))
    row = dict(inputs[table][0])
    inputs[table] = [row, row | {"zzz": 1}]
    told = problem(
        post(client, f"{head.code}/{head.version}", {"inputs": inputs}), 422, "input_unknown"
    )
    assert told["errors"][0]["pointer"] == f"/inputs/{table}/1/zzz"
    column = next(
        c.symbol for c in head.tables[table].columns if c.kind == "number" and c.symbol in row
    )
    inputs[table] = [row, row, row | {column: [1]}]
    told = problem(
        post(client, f"{head.code}/{head.version}", {"inputs": inputs}), 422, "input_type"
    )
    assert told["errors"][0]["pointer"] == f"/inputs/{table}/2/{column}"


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/inputs"),
        ({"inputs": [], "on": "2026-01-01"}, "/inputs"),
        ({"inputs": {}, "on": "gestern"}, "/on"),
        ({"inputs": {}, "trase": True}, "/trase"),
    ],
)
def test_the_body_itself(client: Client, sent: dict[str, Any], pointer: str):
    errors = problem(post(client, "SAMPLE-WIND/V1", sent), 422, "invalid")["errors"]
    assert [(each["in"], each["pointer"]) for each in errors] == [("body", pointer)]


def test_work_is_bounded(client: Client, settings):
    settings.API_CALCULATION_WORK = 3
    inputs, on = example("SAMPLE-WIND")
    response = post(client, "SAMPLE-WIND/V1", {"inputs": inputs, "on": on})
    problem(response, 422, "too_much_work")
