"""Many rows in one round trip, each standing alone: what cannot be done is answered with its code and
the rest goes on. For bringing in another registry's history; trades have their own batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.identity.rights import require
from governance.identity.roles import Role
from registry.ledger.errors import from_database
from registry.ledger.services.calling import Act, call

AT_MOST = 5000
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row: done now, ``repeated`` (it had been done before), or an ``error``."""

    repeated: bool = False
    error: CodedError | None = None


def import_rows(*, actor: Actor, programme: str, rows: Sequence[Row], reason: str) -> list[Outcome]:
    """Open accounts, issue and retire for external holders, in the order given; one transaction.

    A row is ``act``, ``reference`` (its idempotency key too), ``holder`` (uuid), ``on_date``, and

    * ``open_account``: nothing more;
    * ``issue``: ``methodology``, ``project``, ``vintage``, ``quantity_t``, ``external_code``, ``detail``;
    * ``retire``: ``batch`` (the reference of its issuance), ``first``, ``last``, ``detail``. Units that
      another external holder has are first handed over by a transfer that says it is supplied.

    At most ``AT_MOST`` rows. Raises ``forbidden`` for anyone but an operator.
    """
    if not 1 <= len(rows) <= AT_MOST:
        raise ValueError(f"1 to {AT_MOST} rows, not {len(rows)}")
    # An operator's act, whatever else the person may be: the same acts by staff take two persons.
    require(actor, Role.OPERATOR, act="导入", act_en="import", programme=programme)
    body = orjson.dumps(list(rows), default=str)
    act = Act(actor, Role.OPERATOR.value, reason, f"import-{programme}")
    replies = call("import_rows", act, (programme, body.decode()), "%s, %s::jsonb", body=body)
    return [_outcome(reply) for reply in replies]


def _outcome(reply: dict[str, Any]) -> Outcome:
    if "code" in reply:
        return Outcome(error=from_database(reply["code"], reply["params"]))
    return Outcome(repeated=bool(reply.get("replayed") or reply.get("repeated")))
