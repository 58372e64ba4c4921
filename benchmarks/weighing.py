"""The peak memory of a program, and nothing of whoever started it.

Linux counts into a process's ``ru_maxrss`` what its parent had resident when it was forked. So the
program is started by a small Python that imports next to nothing, and that one reports what its child
took.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

KB = 1024
# Its own report goes through a pipe of its own: the program's output stays the program's.
_LAUNCHER = """
import os, resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
os.write(int(sys.argv[1]), b"%d %d" % (code, peak))
"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """``code`` is negative when a signal ended the program; ``peak_mb`` is its resident peak."""

    code: int
    output: bytes
    peak_mb: float


def weigh(command: Sequence[str], *, cwd: Path, environment: Mapping[str, str]) -> Weighed:
    """Run the program to its end. ``RuntimeError`` when the launcher itself could not report."""
    reading, writing = os.pipe()
    with os.fdopen(reading, "rb") as report:
        try:
            done = subprocess.run(
                [sys.executable, "-S", "-E", "-c", _LAUNCHER, str(writing), *command],
                cwd=cwd,
                env=environment,
                stdout=subprocess.PIPE,
                pass_fds=[writing],
                check=False,
            )
        finally:
            os.close(writing)
        said = report.read().split()
    if len(said) != 2:
        raise RuntimeError(f"nothing was measured: the launcher ended with {done.returncode}")
    return Weighed(int(said[0]), done.stdout, int(said[1]) / KB)
