"""Sealing: committed rows without a leaf get one, the tree grows, and a checkpoint is signed.

Everything of one step is one transaction under one lock, so there is one sealer, numbers are dense,
and a crash leaves either all of a step or nothing. What commits late goes into the next seal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction

from core import clock
from core.errors import CodedError
from governance.audit.evidence import marks, notes, proofs, sources, store
from governance.audit.evidence.checkpoints import Checkpoint
from governance.audit.evidence.errors import EvidenceCode
from governance.audit.evidence.models import Checkpoint as CheckpointRow
from governance.audit.evidence.services import keys
from governance.audit.evidence.sources import LeafSource, Sealable

STEP = 5000  # leaves in one transaction
SALT_BYTES = 16

Say = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a run did: leaves added, leaves in all, and whether a new checkpoint was signed."""

    added: int
    size: int
    signed: bool


def seal(say: Say | None = None) -> Sealed:
    """Seal everything that is committed and has no leaf. May be run again, or twice at once."""
    key = keys.signer()
    added, signed = 0, False
    while True:
        with transaction.atomic():
            step, more = _step(key)
        added += step
        signed = signed or step > 0
        if say is not None:
            say(added)
        if not more:
            return Sealed(added, store.size(), signed)


def _step(key: notes.SignerKey) -> tuple[int, bool]:
    """One transaction: leaves added, and whether more are waiting."""
    _check_isolation()
    store.lock()
    announced = keys.announced(key)
    size = _checked_size()
    added, more = 0, False
    for source in sources.registered():
        done, left = _seal_source(source, size + added)
        added, more = added + done, more or left
    if added:
        total = size + added
        point = Checkpoint(key.name, total, proofs.root(total, store.hashes_of))
        CheckpointRow.objects.create(
            size=total, root=point.root, key=announced, note=point.signed(key), at=clock.now()
        )
    return added, more


def _seal_source(source: LeafSource, size: int) -> tuple[int, bool]:
    before = marks.read(source.name)
    pending = source.pending(before.low, STEP)
    if pending.ids:
        salts = os.urandom(SALT_BYTES * len(pending.ids))
        rows = [
            Sealable(number, salts[n * SALT_BYTES : (n + 1) * SALT_BYTES])
            for n, number in enumerate(pending.ids)
        ]
        store.add_leaves(source.name, size, rows, _all_there(source, rows))
    if pending.all:
        marks.write(source.name, before, pending.seen)
    return len(pending.ids), not pending.all


def _all_there(source: LeafSource, rows: list[Sealable]) -> list[bytes]:
    found = source.hashes(rows)
    for row, value in zip(rows, found, strict=True):
        if value is None:
            raise CodedError(EvidenceCode.ROW_VANISHED, source=source.name, source_id=row.source_id)
    return [value for value in found if value is not None]


def _checked_size() -> int:
    """The number of leaves; refused when the log is not what its last checkpoint says. Going on
    would sign a second history."""
    size = store.size()
    last = CheckpointRow.objects.order_by("-size").first()
    agrees = (
        (size == 0) if last is None else (last.size == size and _root(size) == bytes(last.root))
    )
    if not agrees:
        raise CodedError(EvidenceCode.LOG_DAMAGED, size=last.size if last else 0)
    return size


def _root(size: int) -> bytes | None:
    try:
        return proofs.root(size, store.hashes_of)
    except KeyError:
        return None


def _check_isolation() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        if cursor.fetchone()[0] != "read committed":
            raise CodedError(EvidenceCode.ALREADY_SEALING_INSIDE)
