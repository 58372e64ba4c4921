"""The one place that asks what time it is, so that tests and the demo can move it (time-machine).

Business dates are dates in Asia/Shanghai, whatever the server's own zone.
"""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """The present moment, timezone-aware, in Asia/Shanghai."""
    return dt.datetime.now(SHANGHAI)


def today() -> dt.date:
    """The business date: today in Asia/Shanghai."""
    return now().date()
