"""A sealed ledger for tests, and the offline verifier as a stranger runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings

from governance.audit.evidence import notes

ROOT = Path(__file__).resolve().parents[4]

# Django cannot be imported, nor any database be reached.
_ALONE = """
import runpy, sys
for name in ("django", "psycopg", "config", "registry"):
    sys.modules[name] = None
sys.argv = ["verify", *sys.argv[1:]]
runpy.run_module("governance.audit.verify", run_name="__main__")
"""


def trusted_key() -> str:
    return str(notes.SignerKey.parse(settings.EVIDENCE_KEY).verifier)


def verify_alone(path: Path, *arguments: str) -> tuple[int, str]:
    """The exit code and what was printed, in a process with neither Django nor a database."""
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, str(path), *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr, done.stderr
    return done.returncode, done.stdout


def told(path: Path, *arguments: str) -> dict[str, Any]:
    """The verifier's answer for programs; the exit code agrees with it."""
    code, text = verify_alone(path, "--json", *arguments)
    found: dict[str, Any] = json.loads(text.splitlines()[-1])
    assert code == (0 if found["ok"] else 1)
    return found
