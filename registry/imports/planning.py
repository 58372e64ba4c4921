"""What is to be written: batches in groups that stand or fall together, and retirements from them.

A plan names everything by references the ledger keeps, so that the same files always give the same
plan and a second run finds each row done.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.imports.records import History, Issuance, Refusal, Retirement


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch to issue: ``quantity_t`` of an issuance ``row`` (of ``rows``, when several are pooled).

    ``code`` is its name in the other registry, empty when the public record does not tell it.
    """

    reference: str
    code: str
    quantity_t: int
    row: Issuance
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Use:
    """A retirement and the reference of the batch it takes from."""

    retirement: Retirement
    batch: str
    detail: Mapping[str, Any]


@dataclass(slots=True)
class Plan:
    """``groups`` of batches go into one transaction each; ``known_batches`` were imported before.

    ``notes`` are for the report: what of the files did not fit, and what was done about it.
    """

    groups: list[list[Batch]] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    known_batches: int = 0
    notes: dict[str, Any] = field(default_factory=dict)

    def issue_days(self) -> dict[str, dt.date]:
        """By reference, for batches of this plan."""
        return {batch.reference: batch.row.issued_on for group in self.groups for batch in group}


def issue_reference(name: str) -> str:
    return f"issue:{name}"


def retire_reference(identity: str) -> str:
    return f"retire:{identity}"


def as_given(history: History, source: str) -> Plan:
    """Every issuance is the batch it names. Rows imported before are sent again: the ledger knows."""
    plan = Plan()
    for row in history.issuances:
        reference = issue_reference(row.batch)
        plan.groups.append([Batch(reference, row.batch, row.quantity_t, row, row.detail)])
    for retirement in history.retirements:
        reference = issue_reference(retirement.batch)
        plan.uses.append(Use(retirement, reference, retirement.detail))
    return plan
