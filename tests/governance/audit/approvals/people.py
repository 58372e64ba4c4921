"""Two persons and more for tests of maker-checker, a small ledger, and proposals about it."""

from __future__ import annotations

from typing import Any

from django.db import connection

from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.proposing import propose
from governance.identity.actor import Actor
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from registry.ledger.approvals.accounts import SUSPEND
from registry.ledger.models import Account
from tests.governance.people import make_staff
from tests.registry.ledger.world import make_account, picture

TABLES = ("approval", "attachment", "delegation")


def person(*roles: Role, name: str = "李静", programme: str = "", ip: str = "10.1.2.3") -> Actor:
    return actor_of(make_staff(*roles, real_name=name, programme=programme), ip=ip)


def suspension(
    maker: Actor, account: Account | None = None, *, key: str | None = None, **payload: Any
) -> Approval:
    """A proposal to suspend an account: nothing special about it."""
    account = account or make_account()
    return propose(
        actor=maker,
        kind=SUSPEND,
        payload={"account": str(account.uuid), **payload},
        reason="依通知停用",
        key=key,
    )


def account_of(approval: Approval) -> Account:
    return Account.objects.get(uuid=approval.object_uuid)


def whole_picture() -> dict[str, Any]:
    """Every row of the ledger and of the approvals."""
    rows: dict[str, Any] = picture()
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT t::text FROM approvals_{table} t ORDER BY 1")
            rows[table] = cursor.fetchall()
    return rows
