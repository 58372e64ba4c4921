"""Where the files of a checkout's embedded server lie.

Normally in ``.run/`` of the checkout. When a root caller's unprivileged server account cannot get
there (a parent of mode 700), in ``/var/lib/carbon-registry-<hash of the checkout's path>-<n>``; the
record in ``.run/`` then says so.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from config.database.accounts import Account
from config.database.problems import DatabaseCode, DatabaseProblem

LONGEST_SOCKET_PATH = 107  # sizeof(sockaddr_un.sun_path) - 1
SOCKET_FILE = ".s.PGSQL.5432"
VAR = Path("/var/lib")
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")  # needs no quoting in registry.conf


@dataclass(frozen=True, slots=True)
class Home:
    """The directories of one embedded server."""

    base: Path

    @property
    def data(self) -> Path:
        return self.base / "postgres"

    @property
    def log(self) -> Path:
        return self.base / "postgres.log"

    @property
    def socket(self) -> Path:
        """The socket's directory: short and plain, so under /tmp when ``base`` is neither."""
        near = self.base / "socket"
        longest = len(os.fsencode(near / SOCKET_FILE))
        if longest <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(near)):
            return near
        return Path("/tmp", f"carbon-registry-{_digest(self.base)}")

    @property
    def socket_file(self) -> Path:
        return self.socket / SOCKET_FILE


def choose(run: Path, account: Account) -> Home:
    """The home of a server that has none yet; makes its base directory.

    A home outside the checkout is always a new one: what lies under the name of a checkout that
    was deleted here before belongs to no one now, but is not ours to adopt.
    """
    if not account.switch or account.can_reach(run):
        return Home(run)
    name = f"carbon-registry-{_digest(run)}"
    base = next(
        path for number in itertools.count(1) if not (path := VAR / f"{name}-{number}").exists()
    )
    base.mkdir(parents=True)
    base.chmod(0o755)
    if not account.can_reach(base):
        raise DatabaseProblem(DatabaseCode.UNREACHABLE, account=account.name, path=base)
    return Home(base)


def make_socket_directory(home: Home, account: Account) -> None:
    """Make the socket's directory, open to the server's account only.

    A name under /tmp can be guessed, so a directory that somebody else put there is refused.
    """
    path = home.socket
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {account.uid, os.geteuid()}:
            raise DatabaseProblem(DatabaseCode.NOT_OURS, path=path, uid=found.st_uid) from None
    account.take(path, 0o700)


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
