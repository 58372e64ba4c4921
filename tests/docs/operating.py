"""What the commands of docs/operations.md are run on: servers of the test's own, and shells."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from config.database.accounts import Account
from config.database.binaries import Binaries
from tests.databases import ROOT
from tests.docs.pages import commands, page

OPERATIONS = page("docs/operations.md")
SECTIONS = {
    int(number): text
    for number, text in re.findall(
        r"^## (\d+) .*?\n(.*?)(?=^## |^---)", OPERATIONS, re.DOTALL | re.MULTILINE
    )
}


def of_section(number: int) -> list[str]:
    """The commands of one section."""
    return commands(SECTIONS[number])


def shell(
    command: str, environment: dict[str, str], *, account: Account | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as typed, from the root of the checkout; as a server's account where asked."""
    if account is not None:
        return account.run(
            ["/bin/bash", "-c", command], env=environment, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=300,
        )  # fmt: skip
    return subprocess.run(
        ["/bin/bash", "-c", command], cwd=ROOT, env=environment, text=True, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
    )  # fmt: skip


def run_all(
    found: list[str], environment: dict[str, str], *, account: Account | None = None
) -> str:
    """All of them, each ending with 0; what they said."""
    assert found
    said = []
    for command in found:
        done = shell(command, environment, account=account)
        assert done.returncode == 0, f"{command}\n{done.stdout}"
        said.append(done.stdout)
    return "".join(said)


def surroundings(programs: Binaries, **more: str | Path) -> dict[str, str]:
    """A shell's environment that names no database but what ``more`` says; PostgreSQL's programs in
    its path, and nothing of a make that runs these tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DATABASE", "PG", "MAKE", "MFLAGS"))
    }
    kept["PATH"] = f"{programs.prefix / 'bin'}{os.pathsep}{kept['PATH']}"
    return kept | {name: str(value) for name, value in more.items()}
