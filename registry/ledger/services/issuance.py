"""Issuing a batch: serialised units into the owners' accounts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import CodedError
from governance.identity.actor import Actor
from registry.ledger.errors import LedgerCode
from registry.ledger.models import Batch
from registry.ledger.models.buckets import Act as LedgerAct
from registry.ledger.services.amounts import account_id, detail_json, short, whole_tonnes
from registry.ledger.services.calling import Act, call
from registry.ledger.services.rights import allowed

_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,39}")


@dataclass(frozen=True, slots=True)
class BatchName:
    """What a batch is of: codes as printed in its serials, and the monitoring period."""

    programme: str
    methodology: str
    project: str
    vintage: int
    period_from: dt.date | None = None
    period_to: dt.date | None = None
    external_code: str = ""


def issue_batch(
    *,
    actor: Actor,
    name: BatchName,
    shares: Mapping[int, int],
    reason: str,
    reference: str,
    issuance: int | None = None,
    detail: dict[str, Any] | None = None,
    key: str | None = None,
) -> Batch:
    """Issue one batch; ``shares`` are whole tonnes by account, laid from serial 1 in that order.

    ``issuance`` is the number within project and vintage, the next one when left out. Its cost does
    not grow with the tonnes. Raises ``forbidden``, ``shares_invalid``, ``quantity_invalid``,
    ``code_malformed``, ``batch_exists``, ``account_…``, ``programme_…``.
    """
    role = allowed(actor, LedgerAct.ISSUE, programme=name.programme)
    _check_name(name, issuance)
    if not shares:
        raise CodedError(LedgerCode.SHARES_INVALID)
    accounts = [account_id(account) for account in shares]
    quantities = [whole_tonnes(quantity_t) for quantity_t in shares.values()]
    period = [day and day.isoformat() for day in (name.period_from, name.period_to)]
    act = Act(actor, role, reason, reference, key)
    reply = call(
        "issue",
        act,
        (
            *(name.programme, name.methodology, name.project, name.vintage, issuance, *period),
            *(name.external_code, accounts, quantities, detail_json(detail)),
        ),
        "gen_random_uuid(), %s, %s, %s, %s::int, %s::int, %s::date, %s::date, %s, "
        "%s::int[], %s::bigint[], %s::jsonb",
    )
    return Batch.objects.get(id=reply["batch"])


def _check_name(name: BatchName, issuance: int | None) -> None:
    for code in (name.methodology, name.project):
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise CodedError(LedgerCode.CODE_MALFORMED, code=short(code))
    if type(name.vintage) is not int or not 1990 <= name.vintage <= 2200:
        raise CodedError(LedgerCode.CODE_MALFORMED, code=short(name.vintage))
    if issuance is not None and (type(issuance) is not int or not 1 <= issuance <= 9999):
        raise CodedError(LedgerCode.CODE_MALFORMED, code=short(issuance))
    if name.period_from and name.period_to and name.period_to < name.period_from:
        raise CodedError(LedgerCode.CODE_MALFORMED, code=f"{name.period_from}–{name.period_to}")
