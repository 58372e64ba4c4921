"""Violations in the words of people: printed serials, batch codes and account numbers beside ids."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from registry.ledger.models import Account, Batch, Move
from registry.ledger.verify.report import Violation


def enrich(violations: Iterable[Violation]) -> None:
    """Add ``serials``, ``batch_code`` and ``account_number`` where they can be told.

    What is wrong may be the reference itself: a missing row leaves the bare id.
    """
    wheres = [violation.where for violation in violations]
    _add_moves(wheres)
    batches = Batch.objects.in_bulk(_ids(wheres, "batch"))
    accounts = Account.objects.in_bulk(_ids(wheres, "account"))
    for where in wheres:
        batch = batches.get(where.get("batch"))
        account = accounts.get(where.get("account"))
        if "batch" in where:
            where["batch_code"] = batch.code if batch else where["batch"]
        if "account" in where:
            where["account_number"] = account.number if account else where["account"]
        if serials := _serials(batch, where):
            where["serials"] = serials
        for name, value in where.items():
            if isinstance(value, dt.date):
                where[name] = value.isoformat()


def _add_moves(wheres: list[dict[str, Any]]) -> None:
    """The batch and range of a fault that names only its move."""
    bare = [where for where in wheres if "line" in where and "batch" not in where]
    for where in bare:
        move = Move.objects.filter(entry=where["entry"], line=where["line"]).first()
        if move is not None:
            where |= {"batch": move.batch_id, "first": move.first, "last": move.last}


def _ids(wheres: list[dict[str, Any]], name: str) -> set[int]:
    return {where[name] for where in wheres if where.get(name) is not None}


def _serials(batch: Batch | None, where: Mapping[str, Any]) -> str | None:
    first, last = where.get("first"), where.get("last")
    if batch is None or first is None or last is None:
        return None
    try:
        return batch.serial(first, last)
    except ValueError:
        return f"{batch.code} {first}–{last}"
