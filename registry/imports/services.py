"""Importing: plan, write chunk by chunk. May be killed at any moment and run again: what was
written answers from its stored reply, the rest is written.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.rulebook.services import register_imported_programme
from registry.imports.errors import ImportCode
from registry.imports.formats import Format
from registry.imports.planning import Plan, issue_reference
from registry.imports.records import History, Refusal
from registry.imports.timeline import Step, chunks, steps_of
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Account
from registry.ledger.services.many import Outcome, import_rows
from registry.organisations.services.register_external import register_external_holders

Say = Callable[[str], None]
# A row sent with another content than before: the ledger says so in terms of its keys.
_CHANGED = {LedgerCode.IDEMPOTENCY_MISMATCH, LedgerCode.REFERENCE_MISMATCH}


@dataclass(slots=True)
class Result:
    """What this run wrote; ``already_imported`` counts the batches and blocks of earlier runs."""

    issued_batches: int = 0
    issued_t: int = 0
    retired_blocks: int = 0
    retired_t: int = 0
    already_imported: int = 0
    refused: list[Refusal] = field(default_factory=list)
    seconds: float = 0.0
    programme: str = ""
    opened_accounts: int = 0
    repeated_lines: int = 0
    notes: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        return {
            "issued_batches": self.issued_batches,
            "issued_t": self.issued_t,
            "retired_blocks": self.retired_blocks,
            "retired_t": self.retired_t,
            "already_imported": self.already_imported,
            "refused": [refusal.as_dict() for refusal in self.refused],
            "seconds": round(self.seconds, 2),
            "programme": self.programme,
            "opened_accounts": self.opened_accounts,
            "repeated_lines": self.repeated_lines,
            **self.notes,
        }


def import_history(
    *,
    actor: Actor,
    form: Format,
    programme: str,
    history: History,
    say: Say = lambda text: None,
) -> Result:
    """Bring what ``form`` has read into ``programme``; rows that cannot be taken are in the result.

    Raises what makes the whole impossible, nothing written: ``forbidden``,
    ``programme_not_imported``.
    """
    started = time.monotonic()
    # References are numbered by the registry they come from, not by us.
    source = f"import.{programme.lower()}"
    actor = replace(actor, source=source)
    register_imported_programme(
        actor=actor,
        code=programme,
        name_zh=form.name_zh,
        name_en=form.name_en,
        authority=form.authority,
    )
    plan = form.plan(history, source)
    groups = _steps(actor, programme, plan)
    result = Result(programme=programme, repeated_lines=history.repeated_lines, notes=plan.notes)
    result.refused = history.refused + plan.refused
    result.already_imported = plan.known_batches
    _write(actor, programme, groups, result, f"带入{form.name_zh}", say)
    result.seconds = time.monotonic() - started
    return result


def _steps(actor: Actor, programme: str, plan: Plan) -> list[list[Step]]:
    names = {batch.row.holder for group in plan.groups for batch in group}
    names |= {use.retirement.holder for use in plan.uses}
    holders = register_external_holders(actor=actor, registry=programme, names=names)
    with_account = Account.objects.filter(programme=programme, holder_uuid__isnull=False)
    uuids = with_account.values_list("holder_uuid", flat=True)
    return steps_of(plan, holders, {uuid for uuid in uuids if uuid is not None})


def _write(
    actor: Actor,
    programme: str,
    groups: list[list[Step]],
    result: Result,
    reason: str,
    say: Say,
) -> None:
    total, done = sum(len(group) for group in groups), 0
    for chunk in chunks(groups):
        rows = [step.row for step in chunk]
        outcomes = import_rows(actor=actor, programme=programme, rows=rows, reason=reason)
        for step, outcome in zip(chunk, outcomes, strict=True):
            _count(step, outcome, result)
        done += len(chunk)
        say(f"{done:,} / {total:,} 行，至 {rows[-1]['on_date']}，拒收 {len(result.refused):,} 行")


def _count(step: Step, outcome: Outcome, result: Result) -> None:
    if outcome.error is not None:
        result.refused.append(Refusal(step.row_id, _in_words(step, outcome.error)))
    elif step.act == "open_account":
        result.opened_accounts += not outcome.repeated
    elif outcome.repeated:
        result.already_imported += 1
    elif step.act == "issue":
        result.issued_batches += 1
        result.issued_t += step.quantity_t
    else:
        result.retired_blocks += 1
        result.retired_t += step.quantity_t


def _in_words(step: Step, error: CodedError) -> CodedError:
    if error.kind in _CHANGED:
        return CodedError(ImportCode.ROW_CHANGED, row_id=step.row_id)
    if error.kind is LedgerCode.BATCH_UNKNOWN:
        batch = step.row["batch"].removeprefix(issue_reference(""))
        return CodedError(ImportCode.BATCH_NEVER_ISSUED, row_id=step.row_id, batch=batch)
    return error
