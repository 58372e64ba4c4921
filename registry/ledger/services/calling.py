"""Calling the ledger's SQL functions: context in, reply or coded error out.

Nothing else in the project may call them. Outside a transaction a call that lost a race (deadlock,
serialisation failure, a unique key taken meanwhile) is repeated a bounded number of times; inside
one it is refused with ``busy``, because only the owner of the transaction can repeat it.
"""

from __future__ import annotations

import hashlib
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from django.db import DatabaseError, connection, transaction
from psycopg import errors as pg

from core import clock
from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.rights import require_reason
from registry.ledger.errors import LawBroken, LedgerCode, from_database

RETRIES = 8
_REFUSED, _LAW = "LE001", "LE002"
_LOST_RACE = {"40001", "40P01", "23505", "55P03"}
_REFERENCE = re.compile(r"[^\x00-\x1f\x7f]{1,100}")
_CONTEXT = "ROW(%s,%s,%s,%s,%s,%s,%s,%s,%s,%s,%s)::ledger.context"


@dataclass(frozen=True, slots=True)
class Act:
    """Who acts, as what, why, under which reference; ``key`` is the caller's idempotency key."""

    actor: Actor
    role: str
    reason: str
    reference: str
    key: str | None = None
    on: date | None = None


def call(function: str, act: Act, args: tuple[Any, ...], casts: str, body: bytes = b"") -> Any:
    """Run ``ledger.<function>(context, *args)`` and return its reply.

    ``casts`` are the placeholders of ``args`` (``%s::int, %s``). ``body`` stands for the request in
    the idempotency check; by default the digest of function and arguments.
    """
    if not isinstance(act.reference, str) or not _REFERENCE.fullmatch(act.reference):
        raise CodedError(LedgerCode.REFERENCE_INVALID, reference=str(act.reference)[:100])
    digest = hashlib.sha256(body or _canonical(function, args)).digest()
    on = act.on or clock.today()
    # Without a key of the caller's, a repeat is the same reference with the same body.
    key = act.key or f"{act.reference}#{digest[:8].hex()}"
    actor = act.actor
    context = (
        *(actor.source, key, digest, actor.user_id, actor.name, act.role, actor.ip),
        *(require_reason(act.reason), actor.source, act.reference, on),
    )
    query = f"SELECT ledger.{function}({_CONTEXT}, {casts})"
    params = (*context, *args)
    if connection.in_atomic_block:
        # A savepoint, so that a refusal does not poison the caller's transaction.
        with transaction.atomic():
            return _retrying(lambda: _run(query, params))
    return _retrying(lambda: _run(query, params))


def _canonical(function: str, args: tuple[Any, ...]) -> bytes:
    return orjson.dumps([function, *args], default=str)


def _run(query: str, params: tuple[Any, ...]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        row = cursor.fetchone()
    reply = row[0] if row else None
    return orjson.loads(reply) if isinstance(reply, str) else reply


def _retrying(attempt: Callable[[], Any]) -> Any:
    for left in reversed(range(RETRIES)):
        try:
            return attempt()
        except DatabaseError as error:
            cause = error.__cause__
            if not isinstance(cause, pg.Error) or cause.sqlstate is None:
                raise
            if cause.sqlstate == _REFUSED:
                raise _coded(cause) from None
            if cause.sqlstate == _LAW:
                raise LawBroken(cause.diag.message_detail) from error
            if cause.sqlstate not in _LOST_RACE:
                raise
            if connection.in_atomic_block or not left:
                raise CodedError(LedgerCode.BUSY) from error
            time.sleep(random.uniform(0.001, 0.02) * (RETRIES - left))
    raise AssertionError("unreachable")


def _coded(cause: pg.Error) -> CodedError:
    return from_database(
        cause.diag.message_primary or "", orjson.loads(cause.diag.message_detail or "{}")
    )
