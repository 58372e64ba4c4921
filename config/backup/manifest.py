"""The manifest beside a dump: what it is, what was in it, and what must come out again.

JSON, so that a person and any other program can read it. It proves nothing to an adversary who can
change both files; the signed checkpoint in it does, and a copy of the manifest kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from config.backup.problems import BackupCode, BackupProblem

FORMAT = 1
DUMP, MANIFEST = "registry.dump", "manifest.json"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Manifest:
    """``tables``: rows and sum of each (``content``). ``schema``: the last migration of each app."""

    format: int
    made_at: str
    database: str
    server_version: str
    server_major: int
    owner_role: str
    app_role: str
    sha256: str
    size_bytes: int
    schema: dict[str, str]
    entries: int
    tables: dict[str, dict[str, Any]]
    checkpoint: dict[str, Any] | None

    def save(self, place: Path) -> None:
        text = json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True)
        (place / MANIFEST).write_text(text + "\n", encoding="utf-8")


def load(place: Path) -> Manifest:
    """The manifest in ``place``; refused when it, or the dump, is missing or unreadable."""
    files = f"{MANIFEST}, {DUMP}"
    try:
        found = Manifest(**json.loads((place / MANIFEST).read_text(encoding="utf-8")))
        size = (place / DUMP).stat().st_size
    except (OSError, ValueError, TypeError) as error:
        raise BackupProblem(
            BackupCode.NO_BACKUP, path=place, reason=str(error), files=files
        ) from None
    if found.format != FORMAT or size == 0:
        reason = f"format {found.format}, {size} bytes"
        raise BackupProblem(BackupCode.NO_BACKUP, path=place, reason=reason, files=files)
    return found


def check_dump(place: Path, manifest: Manifest) -> None:
    """Refuse a dump that is not, byte for byte, the one the manifest describes."""
    found = sha256_of(place / DUMP)
    if found != manifest.sha256:
        raise BackupProblem(
            BackupCode.CORRUPTED, path=place / DUMP, wanted=manifest.sha256, found=found
        )


def sha256_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
    return digest.hexdigest()
