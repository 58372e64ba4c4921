"""What this checkout remembers about its server: where it lies and the passwords of its roles.

Kept in ``.run/database.json``, readable by its owner only. Never logged, never in version control.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from config.database.problems import DatabaseCode, DatabaseProblem

FILE = "database.json"


@dataclass(frozen=True, slots=True)
class Record:
    """``base`` is where the server's files lie, seen from ``.run``: "." or a path outside the
    checkout. ``prepared`` turns true once the roles and the database exist."""

    base: str
    superuser_password: str = field(repr=False)
    owner_password: str = field(repr=False)
    app_password: str = field(repr=False)
    prepared: bool = False


def new(base: str) -> Record:
    """A record with fresh passwords."""
    superuser, owner, app = (secrets.token_urlsafe(24) for _ in range(3))
    return Record(base, superuser, owner, app)


def load(run: Path) -> Record | None:
    """The record of ``run``, or None when it has none."""
    path = run / FILE
    try:
        return Record(**json.loads(path.read_text()))
    except PermissionError:
        uid = path.stat().st_uid
        raise DatabaseProblem(DatabaseCode.NOT_OURS, path=path, uid=uid) from None
    except (FileNotFoundError, ValueError, TypeError):
        return None


def save(run: Path, record: Record) -> None:
    """Replace the record in one step, so that a reader never sees half of it."""
    write_private(run / FILE, json.dumps(asdict(record), indent=1))


def write_private(path: Path, text: str) -> None:
    """Write ``text`` so that only its owner can read it, and all of it or nothing."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
