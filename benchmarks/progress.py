"""Tell a person what is happening, on standard error: standard output is the report."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

Say = Callable[[str], None]


def say_to_stderr() -> Say:
    """A function that prints a message with the time since now."""
    began = time.monotonic()

    def say(message: str) -> None:
        passed = int(time.monotonic() - began)
        print(
            f"[bench {passed // 60:02d}:{passed % 60:02d}] {message}", file=sys.stderr, flush=True
        )

    return say
