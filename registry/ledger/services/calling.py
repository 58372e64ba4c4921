"""Calling the ledger's SQL functions: context in, reply or coded error out.

Nothing else in the project may call them. Outside a transaction a call that lost a race (deadlock,
serialisation failure, a unique key taken meanwhile) is repeated a bounded number of times; inside
one it is refused with ``busy``, because only the owner of the transaction can repeat it.
"""

from __future__ import annotations

import hashlib
import random
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
from registry.ledger.models import Request
from registry.ledger.services.amounts import short
from registry.ledger.services.speaking import spoken

RETRIES = 8
_REFUSED, _LAW = "LE001", "LE002"
_LOST_RACE = {"40001", "40P01", "23505", "55P03"}
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
    the idempotency check, by default function, reference, day and arguments; a caller who gives it
    has a large one, and is answered from the stored reply, if there is one, without sending it.
    """
    reference = printable(act.reference, 100)
    key = None if act.key is None else printable(act.key, 200)
    on = act.on or clock.today()
    digest = hashlib.sha256(body or _canonical(function, reference, act.on, args)).digest()
    actor = act.actor
    context = (
        # Without a key of the caller's, a repeat is the same reference with the same body.
        *(actor.source, key or f"{reference}#{digest[:8].hex()}", digest),
        *(actor.user_id, actor.name, act.role, actor.ip, clean(_reason(act))),
        *(actor.source, reference, on),
    )
    if body and (reply := _stored_reply(actor.source, context[1], digest)) is not None:
        return reply
    query = f"SELECT ledger.{function}({_CONTEXT}, {casts})"
    params = (*context, *(clean(value) if isinstance(value, str) else value for value in args))
    try:
        if connection.in_atomic_block:
            # A savepoint, so that a refusal does not poison the caller's transaction.
            return _retrying(lambda: _in_savepoint(query, params))
        return _retrying(lambda: _run(query, params))
    except CodedError as error:
        raise spoken(error) from error.__cause__


def _reason(act: Act) -> str:
    """The reason; what two persons did names the approval and who proposed it."""
    reason, seconding = require_reason(act.reason or ""), act.actor.seconding
    return f"{reason}{seconding.zh}" if seconding is not None else reason


def _stored_reply(client: str, key: str, digest: bytes) -> dict[str, Any] | None:
    stored = Request.objects.filter(client=client, key=key).values_list("body", "reply").first()
    if stored is None or bytes(stored[0]) != digest:
        return None
    return {**stored[1], "replayed": True}


def printable(text: Any, limit: int) -> str:
    """``text`` if it is fit to name something: 1 to ``limit`` characters, none of them control."""
    if not isinstance(text, str) or not 1 <= len(text) <= limit or not text.isprintable():
        raise CodedError(LedgerCode.REFERENCE_INVALID, reference=short(text))
    return text


def clean(text: str) -> str:
    """``text`` unless it has what no database text may hold (NUL, half a surrogate pair)."""
    if "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise CodedError(LedgerCode.TEXT_INVALID, text=ascii(text)[:100])
    return text


def _canonical(function: str, reference: str, on: date | None, args: tuple[Any, ...]) -> bytes:
    # An undated act sent again the next day is the same request.
    return repr((function, reference, on and on.isoformat(), args)).encode("utf-8", "surrogatepass")


def _run(query: str, params: tuple[Any, ...]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, params)
        row = cursor.fetchone()
    reply = row[0] if row else None
    return orjson.loads(reply) if isinstance(reply, str) else reply


def _in_savepoint(query: str, params: tuple[Any, ...]) -> Any:
    with transaction.atomic():
        return _run(query, params)


def _retrying(attempt: Callable[[], Any]) -> Any:
    refused = False
    for left in reversed(range(RETRIES)):
        try:
            return attempt()
        except DatabaseError as error:
            cause = error.__cause__
            if not isinstance(cause, pg.Error) or cause.sqlstate is None:
                raise
            if cause.sqlstate == _REFUSED:
                # Once more: a twin of this request may have taken what it was refused for, and
                # then the stored reply is the answer.
                if refused or not left:
                    raise _coded(cause) from None
                refused = True
                continue
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
