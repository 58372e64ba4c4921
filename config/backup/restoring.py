"""Bring a backup into an empty database: all rows or none, with both roles and their rights.

The roles may have other names than where the dump was made: everything becomes the owner's, and the
rights are written with the names they have here.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from config.backup import content, manifest, programs
from config.backup.manifest import DUMP, Manifest
from config.backup.problems import BackupCode, BackupProblem
from config.backup.programs import Program
from config.database import rights
from config.database.access import Access
from config.database.progress import Say
from config.database.rights import Connection

# Lines of a dump's table of contents that are rights. What limit_schema gives is not repeated.
RIGHTS = re.compile(r"^\d+; \d+ \d+ (DEFAULT )?ACL ")


def restore(access: Access, place: Path, say: Say) -> Manifest:
    """Restore the backup in ``place`` into the empty database of ``access``."""
    made = manifest.load(place)
    if access.owner_role == access.app_role:
        raise BackupProblem(BackupCode.OWNER_NEEDED)
    say("checking the dump against its manifest")
    manifest.check_dump(place, made)
    with rights.connect(access.owner) as owner:
        _check_target(owner, access, made)
        program = programs.of_server("pg_restore", owner)
    say("restoring")
    program.run(
        access.owner,
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
        *("--no-password", f"--dbname={access.owner['dbname']}", place / DUMP),
    )
    say("rights and statistics")
    _give_rights(program, access, place, made)
    with rights.connect(access.owner) as owner:
        owner.execute("ANALYZE")
    return made


def _check_target(owner: Connection, access: Access, made: Manifest) -> None:
    if (found := programs.major_of(owner)) < made.server_major:
        raise BackupProblem(BackupCode.SERVER_OLDER, wanted=made.server_major, found=found)
    if tables := content.tables_of(owner):
        raise BackupProblem(
            BackupCode.NOT_EMPTY, database=access.owner["dbname"], tables=len(tables)
        )


def _give_rights(program: Program, access: Access, place: Path, made: Manifest) -> None:
    """The dump's GRANT and REVOKE statements, with the roles' names of this server."""
    listed = program.run({}, "--list", place / DUMP).splitlines()
    wanted = [line for line in listed if RIGHTS.match(line)]
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write("\n".join(wanted) + "\n")
        chosen.flush()
        text = program.run({}, f"--use-list={chosen.name}", "--file=-", place / DUMP)
    statements = [
        line for line in text.splitlines() if line.startswith(("GRANT", "REVOKE", "ALTER D"))
    ]
    names = {made.owner_role: access.owner_role, made.app_role: access.app_role}
    with psycopg.connect(make_conninfo(**access.owner)) as owner:
        for statement in statements:
            owner.execute(_renamed(statement, names, owner).encode())
        rights.limit_schema(owner, access.owner_role, access.app_role)


def _renamed(statement: str, names: dict[str, str], connection: Connection) -> str:
    """The statement with each role's name, plain or quoted, replaced where a role stands."""
    quoted = {old: sql.Identifier(new).as_string(connection) for old, new in names.items()}
    words = "|".join(re.escape(old) for old in names)
    role = re.compile(rf'\b(TO|FROM|ROLE|BY) ("?)({words})\2(?=[ ;,]|$)')
    return role.sub(lambda found: f"{found[1]} {quoted[found[3]]}", statement)
