"""A plan as the ledger's rows, in the order of their dates, cut into chunks of one transaction each.

On one day accounts come before issuances and these before retirements. Groups are never cut, so a
chunk is wholly in or wholly out and the next run can tell by any one of its rows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from registry.imports.planning import Batch, Plan, Use, retire_reference

ROWS_IN_A_CHUNK = 1000
_ISSUE, _RETIRE = 1, 2


@dataclass(frozen=True, slots=True)
class Step:
    """One row for the ledger, and what to say of it in the report."""

    row_id: str
    quantity_t: int
    row: dict[str, Any]

    @property
    def act(self) -> str:
        return self.row["act"]


def steps_of(plan: Plan, holders: Mapping[str, UUID], with_account: set[UUID]) -> list[list[Step]]:
    """Groups of steps in order. Accounts are opened on the day their holder first appears.

    A retirement dated before its batch was issued comes after it all the same, to be refused for
    that and not for naming nothing.
    """
    days = plan.issue_days()
    dated: list[tuple[dt.date, int, list[Batch] | Use]] = []
    dated += [(group[0].row.issued_on, _ISSUE, group) for group in plan.groups]
    for use in plan.uses:
        day = use.retirement.retired_on
        dated.append((max(day, days.get(use.batch, day)), _RETIRE, use))
    dated.sort(key=lambda each: each[:2])
    opened = set(with_account)
    groups: list[list[Step]] = []
    for day, _, what in dated:
        name = what.retirement.holder if isinstance(what, Use) else what[0].row.holder
        if (holder := holders[name]) not in opened:
            opened.add(holder)
            groups.append([_account(holder, day)])
        if isinstance(what, Use):
            groups.append([_retirement(what, holder)])
        else:
            groups.append([_batch(batch, holder) for batch in what])
    return groups


def chunks(groups: list[list[Step]], size: int | None = None) -> Iterator[list[Step]]:
    """The steps, ``size`` or a few more at a time."""
    size = size or ROWS_IN_A_CHUNK
    chunk: list[Step] = []
    for group in groups:
        chunk += group
        if len(chunk) >= size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _account(holder: UUID, day: dt.date) -> Step:
    return Step(
        row_id=str(holder),
        quantity_t=0,
        row={
            "act": "open_account",
            "reference": f"account:{holder}",
            "holder": str(holder),
            "on_date": day.isoformat(),
        },
    )


def _batch(batch: Batch, holder: UUID) -> Step:
    return Step(
        row_id=batch.row.row_id,
        quantity_t=batch.quantity_t,
        row={
            "act": "issue",
            "reference": batch.reference,
            "holder": str(holder),
            "methodology": batch.row.methodology,
            "project": batch.row.project,
            "vintage": batch.row.vintage,
            "quantity_t": batch.quantity_t,
            "external_code": batch.code,
            "on_date": batch.row.issued_on.isoformat(),
            "detail": batch.detail,
        },
    )


def _retirement(use: Use, holder: UUID) -> Step:
    retirement = use.retirement
    return Step(
        row_id=retirement.row_id,
        quantity_t=retirement.quantity_t,
        row={
            "act": "retire",
            "reference": retire_reference(retirement.identity),
            "batch": use.batch,
            "holder": str(holder),
            "first": retirement.first,
            "last": retirement.last,
            "on_date": retirement.retired_on.isoformat(),
            "detail": use.detail,
        },
    )
