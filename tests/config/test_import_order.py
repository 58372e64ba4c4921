"""Rooms import only downwards; the contract is .importlinter."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.databases import ROOT


def test_rooms_import_only_downwards() -> None:
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
