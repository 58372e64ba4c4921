"""Tell a person what is happening, on standard error: standard output may be somebody's JSON."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable

Say = Callable[[str], None]


def say_to_stderr(message: str) -> None:
    print(f"[database] {message}", file=sys.stderr, flush=True)


class Heartbeat:
    """Repeats a message every few seconds while a long wait lasts; silent in a short one."""

    def __init__(self, say: Say, message: str, every_s: float = 5.0) -> None:
        self._say, self._message, self._every_s = say, message, every_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._over.wait(self._every_s):
            self._say(self._message)
