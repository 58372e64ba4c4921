"""Start a cluster and wait until it takes connections, whatever state the last run left it in.

The server is detached and outlives whoever started it. A start that somebody began and was killed
in is waited for, not repeated; after kill -9 of a postmaster its orphaned children, which still
hold the shared memory, are waited for.
"""

from __future__ import annotations

import time

from config.database import postmaster, tuning
from config.database.cluster import SHOWN_CHARACTERS, Cluster
from config.database.homes import make_socket_directory
from config.database.problems import DatabaseCode, DatabaseProblem
from config.database.progress import Heartbeat, Say

ORPHANS_LEAVE_WITHIN_S = 120
RECOVERY_TAKES_AT_MOST_S = 3600
LARGEST_LOG_BYTES = 20 * 1024 * 1024
# Said by a server that is refused because another one, or what is left of it, is still there.
PASSING_REASONS = ("shared memory block", "lock file", "could not bind")


def start(cluster: Cluster, say: Say) -> None:
    """Return when the server is ready; raise with the end of its log when it cannot be."""
    cluster.check_version()
    make_socket_directory(cluster.home, cluster.account)
    _write_configuration(cluster)
    _prepare_log(cluster)
    patience = time.monotonic() + ORPHANS_LEAVE_WITHIN_S
    with Heartbeat(say, "still waiting for PostgreSQL; crash recovery can take minutes"):
        while not _comes_up_by_itself(cluster):
            postmaster.forget_stale_locks(cluster.home.data, cluster.home.socket_file)
            said = _try_to_start(cluster)
            if said is None:
                continue
            passing = any(reason in said for reason in PASSING_REASONS)
            if not passing or time.monotonic() > patience:
                raise DatabaseProblem(DatabaseCode.START_FAILED, log=cluster.home.log, tail=said)
            time.sleep(0.2)


def _comes_up_by_itself(cluster: Cluster) -> bool:
    """Wait while a server is coming up or going down; whether one is ready in the end."""
    data = cluster.home.data
    began = time.monotonic()
    while True:
        if postmaster.is_ready(data, cluster.home.socket_file):
            return True
        found = postmaster.find(data)
        if found is not None and found.ready and not cluster.home.socket_file.exists():
            # Nobody can reach it any more: the socket was removed, for example by the server of a
            # deleted data directory of the same name, on its way out.
            cluster.stop()
            continue
        left = postmaster.processes(data)
        if found is None and not left:
            return False
        limit = RECOVERY_TAKES_AT_MOST_S if found is not None else ORPHANS_LEAVE_WITHIN_S
        if time.monotonic() - began > limit:
            raise DatabaseProblem(DatabaseCode.STILL_OCCUPIED, pids=left, seconds=limit)
        time.sleep(0.05)


def _try_to_start(cluster: Cluster) -> str | None:
    """One attempt; None, or what the server said when it did not start."""
    log = cluster.home.log
    before = log.stat().st_size
    done = cluster.run(
        *("pg_ctl", "start", "-D", cluster.home.data, "-l", log),
        *("-w", "-t", str(RECOVERY_TAKES_AT_MOST_S), "-s"),
    )
    if done.returncode == 0:
        return None
    with log.open(errors="replace") as file:
        file.seek(before)
        return (done.stdout + file.read())[-SHOWN_CHARACTERS:]


def _write_configuration(cluster: Cluster) -> None:
    path = cluster.home.data / "registry.conf"
    name = postmaster.cluster_name(cluster.home.data)
    path.write_text(tuning.configuration(cluster.home.socket, name))
    cluster.account.take(path, 0o600)


def _prepare_log(cluster: Cluster) -> None:
    """The log belongs to the server's account; the previous one is kept when it grows large."""
    log = cluster.home.log
    if log.exists() and log.stat().st_size > LARGEST_LOG_BYTES:
        log.rename(log.with_suffix(".log.1"))
    log.touch(mode=0o600)
    cluster.account.take(log, 0o600)
