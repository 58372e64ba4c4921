"""The embedded server of one checkout: start it when needed, say how to reach it, stop it.

``ensure_running`` may be called by any number of processes at once; one starts the server, the
others wait for it. It must be called from a program's entry (``manage.py``, make), never from
settings, which are imported by every worker.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from config.database import binaries, postmaster, records, rights
from config.database.accounts import server_account
from config.database.cluster import SUPERUSER, Cluster
from config.database.homes import Home, choose
from config.database.locking import exclusive
from config.database.progress import Say, say_to_stderr
from config.database.records import Record
from config.database.starting import start

RUN = Path(__file__).resolve().parents[2] / ".run"
DATABASE = "registry"
OWNER = "registry_owner"
APP = "registry_app"

Keywords = dict[str, str]


def ensure_running(run: Path = RUN, say: Say = say_to_stderr) -> Record:
    """Make, start and prepare the server unless that is done; the record of it."""
    record = records.load(run)
    if record is not None and record.prepared and _is_ready(run, record):
        return record
    with exclusive(run):
        cluster, record = _cluster(run, say)
        if not cluster.home.data.exists():
            say(f"making a PostgreSQL data directory in {cluster.home.data}")
            cluster.make(record.superuser_password)
        if not _is_ready(run, record):
            say("starting PostgreSQL")
            start(cluster, say)
        if not record.prepared:
            _prepare(run, record)
            record = replace(record, prepared=True)
            records.save(run, record)
        return record


def stop(run: Path = RUN) -> bool:
    """Stop the server and keep its data; False when none was running."""
    record = records.load(run)
    if record is None or not home_of(run, record).data.exists():
        return False
    with exclusive(run):
        cluster, _ = _cluster(run, say_to_stderr)
        return cluster.stop()


def home_of(run: Path, record: Record) -> Home:
    """Where the server of ``record`` lies. A relative base follows a checkout that is moved."""
    return Home(run / record.base)


def keywords(run: Path, record: Record, role: str, database: str = DATABASE) -> Keywords:
    """libpq keywords for connecting as one of the three roles."""
    password = {
        SUPERUSER: record.superuser_password,
        OWNER: record.owner_password,
        APP: record.app_password,
    }[role]
    return {
        "host": str(home_of(run, record).socket),
        "port": "5432",
        "dbname": database,
        "user": role,
        "password": password,
    }


def _is_ready(run: Path, record: Record) -> bool:
    home = home_of(run, record)
    return postmaster.is_ready(home.data, home.socket_file)


def _cluster(run: Path, say: Say) -> tuple[Cluster, Record]:
    """The cluster of ``run`` and its record. Data whose record was lost get new passwords."""
    record = records.load(run)
    if record is not None:
        home = home_of(run, record)
        account = server_account(home.data)
        return Cluster(home, account, binaries.reachable_by(account, home.base)), record
    account = server_account(Home(run).data)
    home = choose(run, account)
    record = records.new("." if home.base == run else str(home.base))
    if not home.data.exists():
        records.save(run, record)
    cluster = Cluster(home, account, binaries.reachable_by(account, home.base))
    if home.data.exists():
        say("the record of the database's passwords is gone: setting new ones")
        cluster.reset_superuser_password(record.superuser_password)
        records.save(run, record)
    return cluster, record


def _prepare(run: Path, record: Record) -> None:
    """Make the two roles and the database, with the rights they start with."""
    server_wide = keywords(run, record, SUPERUSER, "postgres")
    with rights.connect(server_wide) as server:
        rights.one_at_a_time(server)
        rights.make_login(server, OWNER, record.owner_password)
        rights.make_login(server, APP, record.app_password)
        rights.make_database(server, DATABASE, OWNER)
        rights.limit_database(server, DATABASE, OWNER, APP)
        server.execute("REVOKE ALL ON DATABASE postgres FROM PUBLIC")
        server.execute("REVOKE ALL ON DATABASE template1 FROM PUBLIC")
    with rights.connect(keywords(run, record, SUPERUSER)) as inside:
        rights.one_at_a_time(inside)
        rights.limit_schema(inside, OWNER, APP)
