"""The embedded server of one checkout: start it when needed, say how to reach it, stop it.

``ensure_running`` may be called by any number of processes at once; one starts the server, the
others wait for it. It must be called from a program's entry (``manage.py``, make), never from
settings, which are imported by every worker.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import psycopg

from config.database import binaries, postmaster, records, rights
from config.database.accounts import server_account
from config.database.cluster import SUPERUSER, Cluster, Say
from config.database.homes import Home, choose
from config.database.locking import exclusive
from config.database.records import Record

RUN = Path(__file__).resolve().parents[2] / ".run"
DATABASE = "registry"
OWNER = "registry_owner"
APP = "registry_app"

Keywords = dict[str, str]


def say_to_stderr(message: str) -> None:
    """Progress goes to standard error: standard output may be somebody's JSON."""
    print(f"[database] {message}", file=sys.stderr, flush=True)


def ensure_running(run: Path = RUN, say: Say = say_to_stderr) -> Record:
    """Make, start and prepare the server unless that is done; the record of it."""
    record = records.load(run)
    if record is not None and record.prepared and _is_ready(record):
        return record
    with exclusive(run):
        cluster, record = _cluster(run)
        if not cluster.home.data.exists():
            say(f"making a PostgreSQL data directory in {cluster.home.data}")
            cluster.make(record.superuser_password)
        if not _is_ready(record):
            say("starting PostgreSQL")
            cluster.start(say)
        if not record.prepared:
            _prepare(record)
            record = replace(record, prepared=True)
            records.save(run, record)
        return record


def stop(run: Path = RUN) -> bool:
    """Stop the server and keep its data; False when none was running."""
    if records.load(run) is None:
        return False
    with exclusive(run):
        cluster, _ = _cluster(run)
        return cluster.stop()


def keywords(record: Record, role: str, database: str = DATABASE) -> Keywords:
    """libpq keywords for connecting as one of the three roles."""
    password = {
        SUPERUSER: record.superuser_password,
        OWNER: record.owner_password,
        APP: record.app_password,
    }[role]
    socket = Home(Path(record.base)).socket
    return {
        "host": str(socket),
        "port": "5432",
        "dbname": database,
        "user": role,
        "password": password,
    }


def _is_ready(record: Record) -> bool:
    found = postmaster.find(Home(Path(record.base)).data)
    return found is not None and found.ready


def _cluster(run: Path) -> tuple[Cluster, Record]:
    """The cluster of ``run`` and its record, both new when it has none."""
    record = records.load(run)
    home = Home(Path(record.base)) if record is not None else Home(run)
    account = server_account(home.data)
    if record is None:
        home = choose(run, account)
        record = records.new(home.base)
        records.save(run, record)
    return Cluster(home, account, binaries.reachable_by(account, home.base)), record


def _prepare(record: Record) -> None:
    """Make the two roles and the database, with the rights they start with."""
    with psycopg.connect(**keywords(record, SUPERUSER, "postgres"), autocommit=True) as server:
        rights.make_login(server, OWNER, record.owner_password)
        rights.make_login(server, APP, record.app_password)
        rights.make_database(server, DATABASE, OWNER)
        rights.limit_database(server, DATABASE, OWNER, APP)
        for other in ("postgres", "template1"):
            server.execute(f"REVOKE ALL ON DATABASE {other} FROM PUBLIC")
    with psycopg.connect(**keywords(record, SUPERUSER), autocommit=True) as inside:
        rights.limit_schema(inside, OWNER, APP)
