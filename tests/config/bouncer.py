"""A real PgBouncer in transaction mode before a test's database, with few server connections."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.database.access import Keywords
from config.database.accounts import Account
from tests import servers

PROGRAM = shutil.which("pgbouncer", path="/usr/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
PORT = "6432"
CONFIGURATION = """\
[databases]
{dbname} = host={host} port={port} dbname={dbname}

[pgbouncer]
pool_mode = transaction
default_pool_size = {pool_size}
max_client_conn = 200
listen_addr =
listen_port = {own_port}
unix_socket_dir = {place}
auth_type = scram-sha-256
auth_file = {place}/userlist.txt
ignore_startup_parameters = extra_float_digits
logfile = {place}/log
pidfile =
"""


@contextmanager
def bouncer(words: Keywords, account: Account, *, pool_size: int = 3) -> Iterator[Keywords]:
    """How to reach the database of ``words`` through it. It refuses to run as root."""
    with servers.open_directory() as place:
        account.take(place, 0o755)
        configuration = CONFIGURATION.format(
            place=place, pool_size=pool_size, own_port=PORT, **words
        )
        _write(place / "pgbouncer.ini", configuration, account)
        _write(place / "userlist.txt", f'"{words["user"]}" "{words["password"]}"\n', account)
        assert PROGRAM is not None
        process = subprocess.Popen(
            [PROGRAM, "-q", str(place / "pgbouncer.ini")], cwd="/",
            user=account.uid if account.switch else None, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            _wait(place / f".s.PGSQL.{PORT}", place / "log")
            yield words | {"host": str(place), "port": PORT}
        finally:
            process.terminate()
            process.wait()


def _write(path: Path, text: str, account: Account) -> None:
    path.write_text(text)
    account.take(path, 0o600)


def _wait(path: Path, log: Path) -> None:
    for _ in range(200):
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(path))
                return
            except OSError:
                time.sleep(0.05)
    raise RuntimeError(f"pgbouncer did not start: {log.read_text() if log.exists() else ''}")
