"""Refusals in the words of the person: account numbers for internal ids, labels for codes."""

from __future__ import annotations

from typing import Any

from core.errors import CodedError
from registry.ledger.models import Account, Batch, Hold
from registry.ledger.models.buckets import Bucket

LABELS: dict[str, dict[str, Any]] = {
    "bucket": dict(Bucket.choices),
    "wanted": dict(Bucket.choices),
    "kind": dict(Hold.Kind.choices),
    "status": dict(Account.Status.choices) | dict(Hold.Status.choices),
}


def spoken(error: CodedError) -> CodedError:
    """The same refusal for a reader. What programs match stays: ``account_id``, ``batch_id``, ``…_code``."""
    params = dict(error.params)
    account, batch = params.get("account"), params.get("batch")
    if type(account) is int:
        number = Account.objects.filter(id=account).values_list("number", flat=True).first()
        params |= {"account_id": account, "account": number or account}
    if type(batch) is int:
        found = Batch.objects.filter(id=batch).first()
        params |= {"batch_id": batch, "batch": found.code if found else batch}
    for name, labels in LABELS.items():
        if params.get(name) in labels:
            params |= {f"{name}_code": params[name], name: str(labels[params[name]])}
    return CodedError(error.kind, **params)
