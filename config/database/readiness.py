"""Make the database ready for a ``manage.py`` command, and choose the role it runs as."""

from __future__ import annotations

import os

from config.database import access, binaries, embedded, external

# Commands that look at no row. `makemigrations` and `check` are not among them: they compare with
# the database.
NEED_NO_DATABASE = frozenset(
    {
        *("help", "version", "--help", "-h", "--version", "startapp", "diffsettings"),
        *("makemessages", "compilemessages", "collectstatic", "findstatic", "methodology"),
    }
)
# Commands that change the schema run as the owner; everything else as the application's role.
OWNER_COMMANDS = frozenset({"migrate", "sqlmigrate", "sqlflush", "optimizemigration"})
# Runs as the application, into a database that may be as new as one that is to be migrated.
FILLS_A_NEW_DATABASE = "restore"


def prepare_for(arguments: list[str]) -> None:
    """Called by ``manage.py`` before settings are loaded, with ``sys.argv[1:]``."""
    command = arguments[0] if arguments else "help"
    if command in NEED_NO_DATABASE:
        return
    is_owners = command in OWNER_COMMANDS
    if is_owners:
        os.environ[access.ROLE] = "owner"
    prepares = is_owners or command == FILLS_A_NEW_DATABASE
    if is_production():
        if prepares and os.environ.get(access.OWNER_URL):
            external.prepare()
    elif access.is_embedded():
        embedded.ensure_running()
        if command == "dbshell":
            _offer_psql()
    elif prepares or not access.resolve().prepared:
        external.prepare()


def _offer_psql() -> None:
    """``dbshell`` runs ``psql``, which only the embedded programs may have."""
    programs = binaries.bundled().prefix / "bin"
    os.environ["PATH"] = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"


def is_production() -> bool:
    """Whether the settings chosen are the production ones, which use no embedded server."""
    return os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith(".production")
