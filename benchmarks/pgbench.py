"""Running ``pgbench`` from the PostgreSQL wheel: many connections, prepared statements."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

from psycopg.conninfo import make_conninfo

from benchmarks.databases import BenchDatabase
from benchmarks.figures import BenchBroken
from config.database.binaries import bundled


@dataclass(frozen=True, slots=True)
class Run:
    """What one run reported: transactions a second once its connections were warm, and how many
    failed to serialise or fell to a deadlock. Any other error breaks the run."""

    rate: float
    failed: int


class Pgbench:
    """Runs scripts as the application's role against one database."""

    def __init__(self, database: BenchDatabase) -> None:
        self._words = dict(database.app)
        self._password = self._words.pop("password", "")
        self._programs = bundled()

    def run(self, script: str, *, clients: int, seconds: int, may_fail: bool = False) -> Run:
        """Run ``script`` for ``seconds`` over ``clients`` connections; raises when it breaks."""
        process = self.start(script, clients=clients, seconds=seconds)
        return self.result(process, may_fail=may_fail)

    def start(self, script: str, *, clients: int, seconds: int) -> subprocess.Popen[str]:
        """Start a run without waiting for it."""
        with tempfile.NamedTemporaryFile("w", suffix=".pgbench", delete=False) as file:
            file.write(script)
        threads = min(clients, os.cpu_count() or 1)
        return subprocess.Popen(
            [
                *(str(self._programs.program("pgbench")), "-n", "-M", "prepared"),
                *("-c", str(clients), "-j", str(threads), "-T", str(seconds), "-P", "1"),
                *("-f", file.name, make_conninfo(**self._words)),
            ],
            env=self._programs.environment | {"PGPASSWORD": self._password},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def result(self, process: subprocess.Popen[str], *, may_fail: bool = False) -> Run:
        """Wait for a run and read its report."""
        said, complained = process.communicate()
        assert isinstance(process.args, list)
        Path(process.args[-2]).unlink()
        overall = re.search(r"^tps = ([\d.]+)", said, re.MULTILINE)
        failed = re.search(r"failed transactions: (\d+)", said)
        if process.returncode != 0 or overall is None or failed is None:
            raise BenchBroken(f"pgbench failed:\n{said[-1000:]}\n{complained[-3000:]}")
        # In the first second connections compile functions and make plans, once for their life.
        seconds = [
            float(rate) for rate in re.findall(r"^progress: .* s, ([\d.]+) tps", complained, re.M)
        ]
        warm = seconds[1:]
        run = Run(mean(warm) if warm else float(overall[1]), int(failed[1]))
        if run.failed and not may_fail:
            raise BenchBroken(f"{run.failed} transactions failed in pgbench")
        return run
