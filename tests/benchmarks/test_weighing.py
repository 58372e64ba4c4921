"""A program's memory is its own: not that of a test worker or benchmark which has grown large."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from benchmarks.weighing import weigh
from tests.databases import ROOT

# Holds 640 MB, every page of it touched, and measures a child that does nothing: with the launcher, and as
# a parent would by itself.
LARGE_PARENT = """
import os, subprocess, sys
from pathlib import Path
from benchmarks.weighing import weigh
held = bytearray(640 * 2**20)
held[::4096] = b"x" * len(held[::4096])
small = [sys.executable, "-S", "-c", "pass"]
done = weigh(small, cwd=Path.cwd(), environment=os.environ)
naive = subprocess.Popen(small)
_, _, used = os.wait4(naive.pid, 0)
naive.returncode = 0
print(done.peak_mb, used.ru_maxrss / 1024)
"""


def run(program: str):
    return weigh([sys.executable, "-S", "-c", program], cwd=ROOT, environment=os.environ)


def test_a_small_child_of_a_large_parent_is_small():
    done = subprocess.run(
        [sys.executable, "-c", LARGE_PARENT],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    weighed_mb, naive_mb = map(float, done.stdout.split())
    assert weighed_mb < 60
    assert naive_mb > 600  # what went wrong without a launcher; else this test shows nothing


def test_what_the_program_itself_takes_is_counted():
    assert run("x = b'x' * (200 * 2**20)").peak_mb > 200


@pytest.mark.parametrize(
    ("program", "code", "output"),
    [
        ("print('said')", 0, b"said\n"),
        ("import sys; print('no'); sys.exit(3)", 3, b"no\n"),
        ("import os; os.kill(os.getpid(), 9)", -9, b""),
    ],
)
def test_its_end_and_its_output_are_passed_on(program: str, code: int, output: bytes):
    done = run(program)
    assert (done.code, done.output) == (code, output)


def test_a_program_that_is_missing_is_no_measurement():
    with pytest.raises(RuntimeError, match="nothing was measured"):
        weigh(["/no/such/program"], cwd=ROOT, environment=os.environ)
