"""Client processes of the bench and the lines of JSON it speaks with them.

A child is a program of its own, as a web worker would be, connected to the bench's database through
its environment. It prepares its work, waits for the moment the bench names, and times itself.
"""

from __future__ import annotations

import io
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import orjson

from benchmarks.databases import ROOT
from benchmarks.figures import BenchBroken

Job = Callable[..., Any]


class Child:
    """A running child. ``send`` starts a job, ``receive`` waits for its result."""

    def __init__(self, module: str, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._module = module

    def do(self, job: str, **arguments: Any) -> Any:
        self.send(job, **arguments)
        return self.receive()

    def send(self, job: str, **arguments: Any) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(orjson.dumps([job, arguments]) + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise BenchBroken(f"{self._module} has ended") from None

    def receive(self) -> Any:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise BenchBroken(f"{self._module} has ended")
        reply = orjson.loads(line)
        if "error" in reply:
            raise BenchBroken(f"{self._module} failed:\n{reply['error']}")
        return reply["result"]

    def close(self) -> None:
        """End it: it leaves when its input ends; one that is still at work is not waited for."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def serve(jobs: Mapping[str, Job]) -> None:
    """The child's side: do what each line asks until the input ends."""
    replies = _take_stdout()
    for line in sys.stdin.buffer:
        name, arguments = orjson.loads(line)
        try:
            reply = {"result": jobs[name](**arguments)}
        except Exception:
            reply = {"error": traceback.format_exc()[-4000:]}
        replies.write(orjson.dumps(reply) + b"\n")
        replies.flush()


def _take_stdout() -> BinaryIO:
    """Standard output carries replies only: what anything else prints goes to standard error."""
    replies = sys.stdout.detach() if isinstance(sys.stdout, io.TextIOWrapper) else sys.stdout.buffer
    sys.stdout = sys.stderr
    return replies
