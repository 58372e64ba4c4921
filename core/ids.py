"""Public identifiers: UUID version 7 (RFC 9562), which sort by the time they were made.

They are names, never secrets: nobody may be let in for knowing one.
"""

from __future__ import annotations

import os
import time
import uuid

_VERSION = 7 << 76
_VARIANT = 2 << 62


def uuid7() -> uuid.UUID:
    """A new UUIDv7: 48 bits of milliseconds, 12 bits of their fraction, 62 random bits."""
    milliseconds, rest_ns = divmod(time.time_ns(), 1_000_000)
    fraction = rest_ns * 4096 // 1_000_000
    random = int.from_bytes(os.urandom(8)) >> 2
    return uuid.UUID(int=(milliseconds << 80) | _VERSION | (fraction << 64) | _VARIANT | random)
