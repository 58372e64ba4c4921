"""Under which system account the embedded server runs.

PostgreSQL refuses to run as root, so a root caller hands the server to an unprivileged account.
A normal user runs it as itself. Nothing here changes the caller's own identity.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.database.problems import DatabaseCode, DatabaseProblem

DEDICATED = "carbon-registry"
FALLBACKS = ("postgres", "nobody")
ADD_ACCOUNT = (
    *("useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"),
    *("--shell", "/usr/sbin/nologin", "--comment", "embedded PostgreSQL"),
)


@dataclass(frozen=True, slots=True)
class Account:
    """A system account; ``switch`` is true when the caller is root and must change to it."""

    uid: int
    gid: int
    switch: bool

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    def run(
        self,
        argv: Sequence[str | Path],
        *,
        env: Mapping[str, str] | None = None,
        **options: Any,
    ) -> subprocess.CompletedProcess[str]:
        """Run a program as this account, detached from the caller's terminal and session."""
        if self.switch:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(
            [str(part) for part in argv],
            env=dict(env) if env is not None else None,
            cwd="/",
            text=True,
            check=False,
            start_new_session=True,
            **options,
        )

    def can_reach(self, path: Path) -> bool:
        """Whether the account may enter ``path`` (a directory) or execute it (a file)."""
        probe = self.run(["/bin/sh", "-c", 'test -x "$1" && test -r "$1"', "probe", path])
        return probe.returncode == 0

    def take(self, path: Path, mode: int) -> None:
        """Give ``path`` to this account with ``mode``."""
        if self.switch:
            os.chown(path, self.uid, self.gid)
        os.chmod(path, mode)


def server_account(data: Path) -> Account:
    """The account for the server whose files lie (or will lie) in ``data``.

    Existing files decide: a root caller continues as their owner, anybody else must be the owner.
    """
    if os.geteuid() != 0:
        me = Account(os.geteuid(), os.getegid(), switch=False)
        if data.exists() and data.stat().st_uid != me.uid:
            raise DatabaseProblem(DatabaseCode.NOT_OURS, path=data, uid=data.stat().st_uid)
        return me
    if data.exists() and data.stat().st_uid != 0:
        owner = data.stat()
        return Account(owner.st_uid, owner.st_gid, switch=True)
    return _unprivileged()


def _unprivileged() -> Account:
    """The dedicated account, made when it is missing, else an existing unprivileged one."""
    if (found := _lookup(DEDICATED)) is not None:
        return found
    with contextlib.suppress(FileNotFoundError):
        subprocess.run(
            [*ADD_ACCOUNT, DEDICATED], check=False, stdin=subprocess.DEVNULL, capture_output=True
        )
    for name in (DEDICATED, *FALLBACKS):
        if (found := _lookup(name)) is not None:
            return found
    raise DatabaseProblem(DatabaseCode.NO_ACCOUNT)


def _lookup(name: str) -> Account | None:
    try:
        entry = pwd.getpwnam(name)
    except KeyError:
        return None
    return Account(entry.pw_uid, entry.pw_gid, switch=True) if entry.pw_uid != 0 else None
