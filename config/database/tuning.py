"""The server's settings: durable first (nothing here may lose a committed trade), then fast."""

from __future__ import annotations

import os
from pathlib import Path

MEBIBYTE = 1024 * 1024
SMALLEST_BUFFERS_MB = 128
LARGEST_BUFFERS_MB = 2048


def configuration(socket_directory: Path, cluster_name: str) -> str:
    """The text of ``registry.conf``, rewritten before every start."""
    settings = {
        "listen_addresses": "''",  # never on the network
        "unix_socket_directories": f"'{socket_directory}'",
        "unix_socket_permissions": "0700",
        "port": "5432",
        "password_encryption": "scram-sha-256",
        "max_connections": "120",
        # durability
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "wal_level": "replica",
        # pglz, the one method this build has, costs 350 µs a trade in the first 10,000 after a
        # checkpoint; without it they write twice the WAL
        "wal_compression": "off",
        "checkpoint_timeout": "15min",
        "max_wal_size": "8GB",
        "min_wal_size": "512MB",
        # memory and plans
        "shared_buffers": f"{shared_buffers_mb()}MB",
        "effective_cache_size": f"{max(256, memory_bytes() // MEBIBYTE // 2)}MB",
        "maintenance_work_mem": "128MB",
        "random_page_cost": "1.1",
        "effective_io_concurrency": "32",
        "jit": "off",
        # people
        "timezone": "'UTC'",  # what Django asks for: spares every connection a round trip
        "log_timezone": "'Asia/Shanghai'",
        "log_line_prefix": "'%m [%p] %q%u@%d '",
        "log_min_messages": "warning",
        "log_checkpoints": "off",
        "cluster_name": f"'{cluster_name}'",
    }
    lines = [f"{name} = {value}" for name, value in settings.items()]
    return "\n".join(["# written before every start; changes here are lost", *lines, ""])


def shared_buffers_mb() -> int:
    """An eighth of the memory, between 128 MB and 2 GB."""
    eighth = memory_bytes() // 8 // MEBIBYTE
    return max(SMALLEST_BUFFERS_MB, min(LARGEST_BUFFERS_MB, eighth))


def memory_bytes() -> int:
    """The memory this machine, or the container it is in, may use."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [physical]
    for name in ("memory.max", "memory/memory.limit_in_bytes"):
        try:
            limits.append(int(Path("/sys/fs/cgroup", name).read_text()))
        except (OSError, ValueError):
            continue
    return min(limits)
