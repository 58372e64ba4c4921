"""Is a server running in a data directory? Read from its pid file and from the process table.

A pid file alone proves nothing: after kill -9 or a restarted container its number may belong to a
zombie or to a stranger. A PostgreSQL process always works *in* its data directory, so that is
what is compared. Nothing here sends a signal or changes a server.
"""

from __future__ import annotations

import hashlib
import os
import socket
import struct
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
SSL_REQUEST = struct.pack("!ii", 8, 80877103)
ANSWERS_WITHIN_S = 5
STATUS_LINE = 7  # LOCK_FILE_LINE_PM_STATUS, counted from nought


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The server that wrote the pid file, if it still lives."""

    pid: int
    ready: bool


def find(data: Path) -> Postmaster | None:
    """The living postmaster of ``data``, or None."""
    lines = _lines(data / "postmaster.pid")
    if not lines or not lines[0].strip().isdigit():
        return None
    pid = int(lines[0])
    if not _works_in(pid, data):
        return None
    status = lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else ""
    return Postmaster(pid, ready=status == "ready")


def is_ready(data: Path, socket_file: Path) -> bool:
    """Whether a server takes connections now. A server just hit by kill -9 still has its process
    and its file for a moment, so it is also asked; one that is merely slow to answer counts."""
    found = find(data)
    return found is not None and found.ready and _answers(socket_file)


def processes(data: Path) -> list[int]:
    """Every living process that works in ``data``: the postmaster and its children."""
    numbers = [int(entry.name) for entry in PROC.glob("[0-9]*")] if PROC.is_dir() else []
    return [pid for pid in numbers if _works_in(pid, data)]


def forget_stale_locks(data: Path, socket_file: Path) -> None:
    """Remove lock files that nobody stands behind; call only when ``processes`` is empty.

    PostgreSQL does so itself unless the number in one is in use again (or a zombie's), which it
    takes for a running server.
    """
    for lock in (data / "postmaster.pid", socket_file.with_name(f"{socket_file.name}.lock")):
        lines = _lines(lock)
        if lines and lines[0].strip().isdigit() and _exists(int(lines[0])):
            lock.unlink(missing_ok=True)


def cluster_name(data: Path) -> str:
    """A name for the server in ``data``, short enough to be seen in its children's titles."""
    return f"registry-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"


def _answers(socket_file: Path) -> bool:
    """Ask whether TLS is spoken, the shortest question of the protocol; any byte is an answer."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWERS_WITHIN_S)
        try:
            connection.connect(os.fspath(socket_file))
            connection.sendall(SSL_REQUEST)
            return connection.recv(1) != b""
        except TimeoutError:
            return True
        except OSError:
            return False


def _lines(lock: Path) -> list[str]:
    try:
        return lock.read_text().splitlines()
    except OSError:
        return []


def _works_in(pid: int, data: Path) -> bool:
    if not PROC.is_dir():  # not Linux: the number is all there is
        return _exists(pid)
    try:
        here, there = os.stat(PROC / str(pid) / "cwd"), os.stat(data)
        program = Path(os.readlink(PROC / str(pid) / "exe").removesuffix(" (deleted)"))
    except PermissionError:
        return _titled(pid, data)
    except OSError:  # gone, or a zombie
        return False
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino) and program.name == "postgres"


def _titled(pid: int, data: Path) -> bool:
    """The same question from the process title alone.

    A container's root without CAP_SYS_PTRACE may not look into another user's process.
    """
    try:
        title = (PROC / str(pid) / "cmdline").read_bytes()
    except OSError:
        return False
    words = [word for word in title.split(b"\0") if word]
    if title.startswith(b"postgres: " + cluster_name(data).encode()):
        return True
    return (
        bool(words)
        and Path(os.fsdecode(words[0])).name == "postgres"
        and (os.fsencode(data) in words)
    )


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
