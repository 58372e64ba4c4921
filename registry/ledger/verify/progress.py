"""Progress of a long run, on standard error: standard output may be somebody's JSON."""

from __future__ import annotations

import sys
import threading
import time
from types import TracebackType

EVERY_S = 3.0


class Progress:
    """Called with the name of each step; says every few seconds what is going on. Short runs are
    silent."""

    def __init__(self, name: str, every_s: float = EVERY_S) -> None:
        self._name, self._every_s = name, every_s
        self._step, self._done = "", 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __call__(self, step: str) -> None:
        self._step, self._done = step, self._done + 1

    def __enter__(self) -> Progress:
        self._began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._every_s):
            elapsed = time.monotonic() - self._began
            line = f"[{self._name}] {elapsed:.0f} s, step {self._done}: {self._step}"
            print(line, file=sys.stderr, flush=True)
