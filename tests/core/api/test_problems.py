"""Whatever goes wrong under the interface is a problem, never a page and never a trace."""

from __future__ import annotations

import json
import logging

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client, RequestFactory
from rest_framework.exceptions import ErrorDetail

from core.api import handlers
from core.api.faults import faults_of
from governance.identity.roles import Role
from governance.rulebook.api import views
from tests.core.api.refusals import problem
from tests.governance.pages import browser
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db
V1 = "/api/v1"
CALCULATE = f"{V1}/methodologies/SAMPLE-WIND/V1/calculate"


@pytest.mark.parametrize(
    ("status", "code", "path"),
    [
        (404, "not_found", "/nothing"),
        (404, "not_found", "/programmes/"),  # one spelling of an address
        (404, "not_found", "/programmes/ZZ"),
        (404, "not_found", "/batches/BJ_X_Y_2025_0001"),
        (404, "not_found", "/evidence/checkpoints/12345678901234567890"),
        (400, "parameter_unknown", "/programmes?staus=in_force"),
        (400, "parameter_unknown", "/programmes/BJ?limit=1"),
        (400, "parameter_twice", "/rule-parameters?programme=BJ&programme=CD"),
        (400, "limit_invalid", "/programmes?limit=201"),
        (400, "limit_invalid", "/programmes?limit=0"),
        (400, "limit_invalid", "/programmes?limit=-1"),
        (400, "limit_invalid", "/programmes?limit=%C2%B2"),
        (400, "limit_invalid", "/programmes?limit=" + "9" * 5000),
        (400, "cursor_invalid", "/batches?cursor=x"),
        (400, "cursor_invalid", "/batches?cursor=cD1hYmM%3D"),  # p=abc
        (400, "cursor_invalid", "/batches?cursor=bz05OQ%3D%3D"),  # o=99
        (400, "cursor_invalid", "/programmes?cursor=cD0lMDA%3D"),  # p=NUL
        (401, "not_authenticated", "/accounts"),
        (401, "not_authenticated", "/accounts/BJ-000001/entries"),
        (422, "serial_malformed", "/serials?q=x"),
        (404, "not_sealed", "/evidence/proof?id=1"),
        (404, "no_such_checkpoints", "/evidence/consistency?from=1&to=2"),
    ],
)
def test_asked_wrongly(client: Client, status: int, code: str, path: str):
    problem(client.get(V1 + path), status, code)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods(client: Client, method: str):
    response = getattr(client, method)(f"{V1}/programmes")
    body = problem(response, 405, "method_not_allowed")
    assert response["Allow"] == "GET, HEAD"
    assert "GET, HEAD" in body["detail"]


def test_what_is_invalid_is_named_one_by_one(client: Client):
    response = client.get(f"{V1}/calendar/deadline?from=gestern&days=0")
    errors = problem(response, 422, "invalid")["errors"]
    assert [(e["in"], e["pointer"], e["code"]) for e in errors] == [
        ("query", "/from", "invalid"), ("query", "/days", "min_value"),
    ]  # fmt: skip
    assert all(e["detail"] and e["detail_en"] for e in errors)
    response = client.get(f"{V1}/programmes?status=gone")
    assert problem(response, 422, "invalid")["errors"][0]["pointer"] == "/status"


def test_chinese_before_english_whatever_the_caller_reads(client: Client):
    told = [
        client.get(f"{V1}/calendar/deadline?from=x&days=1", headers={"Accept-Language": language})
        for language in ("en", "zh-hans", "fr")
    ]
    details = {response.json()["errors"][0]["detail"] for response in told}
    assert details == {"日期格式错误。请从这些格式中选择：YYYY-MM-DD。"}


@pytest.mark.parametrize(
    ("status", "code", "media", "body"),
    [
        (422, "inputs_unreadable", "application/json", b"{"),
        (422, "inputs_unreadable", "application/json", b'{"a": 1, "a": 2}'),
        (422, "inputs_unreadable", "application/json", b"\xff"),
        (415, "media_type_unsupported", "text/plain", b"{}"),
        (415, "media_type_unsupported", "multipart/form-data; boundary=x", b"x"),
        (413, "body_too_large", "application/json", b" " * (1024 * 1024 + 1)),
        (422, "invalid", "application/json", b"{}"),
    ],
)
def test_bodies(client: Client, status: int, code: str, media: str, body: bytes):
    problem(client.post(CALCULATE, body, content_type=media), status, code)


def test_a_failure_tells_nothing_and_is_logged_under_its_id(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fail() -> None:
        raise RuntimeError("the password is hunter2")

    monkeypatch.setattr(views, "work_calendar", fail)
    with caplog.at_level(logging.ERROR):
        response = client.get(f"{V1}/calendar/deadline?from=2026-07-17&days=2")
    assert "hunter2" not in str(problem(response, 500, "unexpected"))
    record = next(each for each in caplog.records if each.name == "core.api.problems")
    assert record.exc_info is not None


def test_djangos_own_refusals_are_problems_under_the_interface_and_pages_elsewhere(
    rf: RequestFactory,
):
    told = {
        400: lambda request: handlers.bad_request(request, SuspiciousOperation()),
        403: lambda request: handlers.permission_denied(request, PermissionDenied()),
        404: lambda request: handlers.page_not_found(request, Exception()),
        500: handlers.server_error,
    }
    for status, handler in told.items():
        found = handler(rf.get("/api/v1/x"))
        assert found.status_code == status
        assert found["Content-Type"] == "application/problem+json"
        assert json.loads(found.content)["request_id"]
        page = handler(rf.get("/serials/x"))
        assert page.status_code == status
        assert page["Content-Type"].startswith("text/html")


def test_a_strange_host(client: Client):
    response = client.get(f"{V1}/programmes", headers={"Host": "evil.example"})
    problem(response, 400, "request_refused")


def test_a_session_that_sends_needs_its_token():
    client = browser(make_staff(Role.MAKER))
    client.handler.enforce_csrf_checks = True
    response = client.post(CALCULATE, {"inputs": {}}, content_type="application/json")
    problem(response, 403, "csrf_failed")


def test_faults_in_lists_and_in_the_whole():
    detail = {
        "rows": [{}, {"a/b": [ErrorDetail("x", "required")]}],
        "non_field_errors": [ErrorDetail("y", "invalid")],
    }
    assert [(f.pointer, f.code) for f in faults_of(detail)] == [
        ("/rows/1/a~1b", "required"), ("", "invalid"),
    ]  # fmt: skip


def test_every_code_is_listed(client: Client):
    listed = {row["code"]: row for row in client.get(f"{V1}/problems").json()}
    for code in ("key_refused", "insufficient", "rule_value_missing", "not_sealed", "throttled"):
        assert listed[code]["detail"]
        assert listed[code]["detail_en"]
