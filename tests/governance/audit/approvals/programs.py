"""Clients and keys for tests of their approvals, and a search through every table of the database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from core.errors import CodedError
from governance.audit.approvals.api_keys import CLIENT, KEY
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.models import ApiClient, ApiKey
from governance.identity.roles import Role
from tests.governance.audit.approvals.people import person
from tests.registry.ledger.refusing import assert_complete

NEW = {
    "code": "exchange.bjgx", "name": "北京示例绿色交易所", "organisation_code": "",
    "programmes": ["BJ"],
}  # fmt: skip
SECRET = re.compile(r"ck[0-9a-f]{10}\.[\w-]{43}")
QUEUE = "/admin/approvals/approval/"


def ask(kind: str, payload: dict[str, Any], maker: Actor | None = None, **more: Any) -> Approval:
    maker = maker or person(Role.SYSTEM_ADMIN, name="方正")
    return propose(actor=maker, kind=kind, payload=payload, reason="接入协议", **more)


def done(kind: str, payload: dict[str, Any], **more: Any) -> Approval:
    approval = ask(kind, payload, **more)
    security = person(Role.SECURITY_ADMIN, name="秦岚")
    return approve(actor=security, approval=approval.uuid, reason="核对无误")


def registered(**change: Any) -> ApiClient:
    done(CLIENT, NEW | change)
    return ApiClient.objects.get(code=change.get("code", NEW["code"]))


def key_payload(client: ApiClient) -> dict[str, Any]:
    return {"client": client.code, "days": 365, "public_key": ""}


def issued(client: ApiClient) -> tuple[ApiKey, str]:
    once = done(KEY, key_payload(client)).once
    return once.key, once.secret


def whole_database() -> dict[str, list[str]]:
    """Every row of every table that the application can read, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname !~ '^pg_|^information_schema$'"
            " AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT t::text FROM {table} t ORDER BY 1")
            found[table] = [row for (row,) in cursor.fetchall()]
    return found


def rows_of(*tables: str) -> list[list[str]]:
    found = whole_database()
    return [found[f"public.{table}"] for table in tables]


def state() -> list[list[str]]:
    return rows_of("approvals_approval", "identity_apiclient", "identity_apikey", "identity_user")


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The body is refused with that code, in whole sentences, and nothing changed."""
    before = state()
    with pytest.raises(CodedError) as caught:
        yield
    assert caught.value.code == code, caught.value
    assert_complete(caught.value)
    assert state() == before
