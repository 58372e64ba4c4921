"""One lock per checkout, so that a server is started once however many ask at the same moment."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def make_run_directory(run: Path) -> None:
    """``.run`` itself holds nothing secret: the server's account must be able to pass through it,
    whatever the caller's umask."""
    if not run.is_dir():
        run.mkdir(parents=True, exist_ok=True)
        run.chmod(0o755)


@contextmanager
def exclusive(run: Path) -> Iterator[None]:
    """Hold the life-cycle lock of ``run``; the kernel lets go of it when the holder dies.

    Python opens the file close-on-exec, so a server started meanwhile does not inherit the lock.
    """
    make_run_directory(run)
    handle = os.open(run / "database.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
