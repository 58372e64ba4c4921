"""What the figures were measured on. Without this line a figure means nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from benchmarks.databases import Connection
from config.database.tuning import MEBIBYTE, memory_bytes

SETTINGS = (
    *("fsync", "synchronous_commit", "full_page_writes", "wal_level", "data_checksums"),
    *("shared_buffers", "max_wal_size", "checkpoint_timeout", "wal_compression", "jit"),
)


def facts(server: Connection) -> dict[str, Any]:
    """Processor, memory, load, PostgreSQL's version and the settings that matter here."""
    settings = {}
    for name in SETTINGS:
        row = server.execute("SELECT current_setting(%s)", [name]).fetchone()
        settings[name] = row[0] if row else ""
    return {
        "cores": os.cpu_count(),
        "cpu": _processor(),
        "memory_mb": memory_bytes() // MEBIBYTE,
        "postgresql": server.info.parameter_status("server_version"),
        "settings": settings,
    }


def checkpoints(server: Connection) -> int:
    """How many the server has made: one during a measurement is noise worth knowing of."""
    view = "pg_stat_checkpointer", "num_timed + num_requested"
    if server.info.server_version < 170000:
        view = "pg_stat_bgwriter", "checkpoints_timed + checkpoints_req"
    row = server.execute(f"SELECT {view[1]} FROM {view[0]}".encode()).fetchone()
    return int(row[0]) if row else 0


def load() -> float:
    """How busy the machine is: the mean number of running processes of the last minute."""
    return round(os.getloadavg()[0], 2)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return "unknown"
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, "unknown")
