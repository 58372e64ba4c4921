"""Asserting a problem: RFC 9457, complete in both languages, and nothing that belongs to the machine."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

MEMBERS = {
    *("type", "title", "status", "detail", "detail_en", "code", "rule", "instance", "request_id"),
}


def problem(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body: dict[str, Any] = response.json()
    assert set(body) - {"errors"} == MEMBERS
    assert (body["status"], body["code"]) == (status, code)
    assert body["type"].endswith(f"#{code}")
    assert body["instance"] == response.wsgi_request.path
    assert body["request_id"] == response["X-Request-ID"]
    for sentence in (body["detail"], body["detail_en"]):
        assert sentence
        assert "{" not in sentence
        assert "—" not in sentence
    assert any("\u4e00" <= sign <= "\u9fff" for sign in body["detail"])
    assert "Traceback" not in response.content.decode()
    return body
