"""Reading the evidence log: proof files, checkpoints, consistency between two of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from governance.audit.evidence import merkle, proofs, sources, store
from governance.audit.evidence.models import Checkpoint, Key, Leaf

BUNDLE = "carbon-registry-proof/1"


@dataclass(frozen=True, slots=True)
class Handover:
    """A key with the time it signed in; ``until`` is None for the present one."""

    key: Key
    until: dt.datetime | None


def proof_of(source: str, source_id: int, point: Checkpoint | None = None) -> dict[str, Any] | None:
    """The proof file of one row, by what strangers call it; None while it is not sealed, or unknown.

    It is made against ``point``, the latest checkpoint unless one is named, and needs nothing else to
    be checked but the public key.
    """
    known = sources.get(source)
    parts = known.proof(source_id) if known else None
    if parts is None:
        return None
    leaf = Leaf.objects.filter(source=source, source_id=parts[0]).first()
    point = point or latest_checkpoint()
    if leaf is None or point is None or leaf.number >= point.size:
        return None
    path = proofs.make(proofs.inclusion(leaf.number, point.size), store.hashes_of)
    return {
        "proof": BUNDLE,
        "source": source,
        "id": str(source_id),
        **parts[1],
        "index": leaf.number,
        "path": [step.hex() for step in path],
        "checkpoint": point.note,
        "key": point.key.verifier,
    }


def latest_checkpoint() -> Checkpoint | None:
    return checkpoints().first()


def checkpoints() -> QuerySet[Checkpoint]:
    """The newest first."""
    return Checkpoint.objects.select_related("key").order_by("-size")


def checkpoint(size: int) -> Checkpoint | None:
    return checkpoints().filter(size=size).first()


def consistency(old: int, new: int) -> list[str] | None:
    """The consistency proof between two checkpoints as hexadecimal hashes; None when there is none."""
    if Checkpoint.objects.filter(size__in={old, new}).count() != len({old, new}):
        return None
    try:
        return [step.hex() for step in proofs.make(proofs.consistency(old, new), store.hashes_of)]
    except merkle.ProofError:
        return None


def key_history() -> list[Handover]:
    """Every key that ever signed, the present one first."""
    rows = list(Key.objects.order_by("-ordinal"))
    ends = [None, *(row.since for row in rows)]
    return [Handover(row, end) for row, end in zip(rows, ends, strict=False)]
