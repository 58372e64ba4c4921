"""The key that signs checkpoints: read from the settings, announced in the log, handed over.

The private key is only where sealing runs; the site that shows the log does without it.
"""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from core import clock
from core.errors import CodedError
from governance.audit.evidence import notes, proofs, store
from governance.audit.evidence.checkpoints import Checkpoint
from governance.audit.evidence.errors import EvidenceCode
from governance.audit.evidence.models import Key
from governance.audit.evidence.records import ROTATION
from governance.identity.actor import Actor
from governance.identity.rights import require, require_reason
from governance.identity.roles import Role


def signer() -> notes.SignerKey:
    """The private key of the settings; refused when missing or unreadable."""
    text = settings.EVIDENCE_KEY
    if not text:
        raise CodedError(EvidenceCode.KEY_MISSING)
    try:
        return notes.SignerKey.parse(text)
    except notes.NoteError as error:
        raise CodedError(EvidenceCode.KEY_MALFORMED, why=error) from error


def current() -> Key | None:
    """The newest announced key."""
    return Key.objects.order_by("-ordinal").first()


def announced(key: notes.SignerKey) -> Key:
    """The row of the present key; the first key of all announces itself."""
    known = current()
    if known is None:
        return _announce(key.verifier, rotation=None, size=store.size())
    if known.id != key.verifier.id:
        raise CodedError(EvidenceCode.KEY_NOT_CURRENT, given=key.verifier.id, current=known.id)
    return known


def rotate(*, actor: Actor, reason: str, new: notes.SignerKey) -> Key:
    """Hand over to ``new``: the old key signs that it does, and for which state of the log.

    Checkpoints signed before stay valid under the old key.
    """
    require(actor, Role.SYSTEM_ADMIN, act="更换检查点密钥", act_en="rotate the checkpoint key")
    reason = require_reason(reason)
    old = signer()
    with transaction.atomic():
        store.lock()
        announced(old)
        size = store.size()
        state = Checkpoint(old.name, size, proofs.root(size, store.hashes_of))
        note = statement(old, new.verifier, state)
        return _announce(new.verifier, rotation=note, size=size, by=actor.name, reason=reason)


def statement(old: notes.SignerKey, new: notes.VerifierKey, state: Checkpoint) -> str:
    """The signed note of a handing over (docs/evidence.md)."""
    return old.signed(f"{ROTATION}\n{old.verifier}\n{new}\n{state.text}")


def new_key_file(path: Path, name: str) -> notes.SignerKey:
    """A new private key, written where only its owner can read it; nothing is overwritten."""
    key = notes.SignerKey.generate(name)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise CodedError(EvidenceCode.KEY_EXISTS, path=path) from None
    with os.fdopen(handle, "w") as file:
        file.write(key.as_text() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return key


def _announce(
    key: notes.VerifierKey, *, rotation: str | None, size: int, by: str = "", reason: str = ""
) -> Key:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO evidence.key (id, name, algorithm, verifier, rotation, by_name, reason, since, size)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [
                key.id,
                key.name,
                key.algorithm.name,
                str(key),
                rotation,
                by,
                reason,
                clock.now(),
                size,
            ],
        )
    return Key.objects.get(id=key.id)
