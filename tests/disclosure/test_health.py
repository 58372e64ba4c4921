"""The health page: the version when the database answers, 503 and no secret when it does not."""

from __future__ import annotations

import re

import pytest
from django.db import OperationalError

from disclosure.views import health


@pytest.mark.django_db
def test_ok_names_the_database(client):
    response = client.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert re.match(r"PostgreSQL \d\d", response.json()["database"])
    assert "no-store" in response["Cache-Control"]


def test_unavailable_says_no_more(client, monkeypatch):
    class Broken:
        def cursor(self):
            raise OperationalError("could not connect to server at 10.0.0.5 as app")

    monkeypatch.setattr(health, "connection", Broken())
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "database": None}
