"""Make a backup: a dump and its manifest, both of one and the same moment.

Work goes on meanwhile: everything is read in one snapshot, which the dump joins. The folder appears
under its name only when it is whole.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from typing import Any

import psycopg
from django.db import connection as django_connection
from django.db import transaction
from psycopg.conninfo import make_conninfo

from config.backup import checkpoints, content, manifest, programs
from config.backup.manifest import DUMP, Manifest
from config.backup.problems import BackupCode, BackupProblem
from config.database.access import Access
from config.database.progress import Say
from config.database.rights import Connection

READ_ONLY = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def back_up(access: Access, place: Path, say: Say) -> Manifest:
    """Write a backup of the database of ``access`` into the new folder ``place``."""
    if access.owner_role == access.app_role:
        raise BackupProblem(BackupCode.OWNER_NEEDED)
    unfinished = place.with_name(f"{place.name}.unfinished-{os.getpid()}")
    if place.exists():
        raise BackupProblem(BackupCode.PLACE_TAKEN, path=place)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished.mkdir(mode=0o700)
    try:
        made = _write(access, unfinished, say)
        made.save(unfinished)
        for path in unfinished.iterdir():
            path.chmod(0o600)
        unfinished.rename(place)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    return made


def _write(access: Access, place: Path, say: Say) -> Manifest:
    with psycopg.connect(make_conninfo(**access.owner)) as owner:
        program = programs.of_server("pg_dump", owner)
        owner.execute(READ_ONLY)
        snapshot = str(_one(owner, "SELECT pg_export_snapshot()"))
        checkpoint = _checkpoint_in(snapshot)
        say("summing up every table")
        tables = content.content_of(owner)
        schema = content.schema_of(owner)
        say("dumping")
        path = place / DUMP
        program.run(
            access.owner,
            "--format=custom",
            f"--snapshot={snapshot}",
            f"--file={path}",
            "--no-password",
        )
        version = str(_one(owner, "SHOW server_version")).split()[0]
        return Manifest(
            format=manifest.FORMAT,
            made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            database=access.owner["dbname"],
            server_version=version,
            server_major=programs.major_of(owner),
            owner_role=access.owner_role,
            app_role=access.app_role,
            sha256=manifest.sha256_of(path),
            size_bytes=path.stat().st_size,
            schema=schema,
            entries=int(tables.get("ledger.entry", {"rows": 0})["rows"]),
            tables=tables,
            checkpoint=checkpoint,
        )


def _checkpoint_in(snapshot: str) -> dict[str, Any] | None:
    """The newest checkpoint as the snapshot sees it."""
    with transaction.atomic():
        with django_connection.cursor() as cursor:
            cursor.execute(READ_ONLY)
            cursor.execute("SET TRANSACTION SNAPSHOT %s", [snapshot])
        return checkpoints.latest()


def _one(connection: Connection, query: str) -> object:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]
