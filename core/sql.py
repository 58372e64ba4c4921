"""Numbered SQL files beside an app, loaded by its migrations and never edited once released.

A change is a new file and a new migration; the old file stays, because fresh databases run it too.
"""

from __future__ import annotations

from pathlib import Path

from django.db import migrations


def run_file(migration_file: str, name: str) -> migrations.RunSQL:
    """The operation that runs ``<app>/sql/<name>``; ``migration_file`` is the ``__file__`` there.

    There is no reverse: laws are not unlearned by migrating backwards.
    """
    path = Path(migration_file).resolve().parent.parent / "sql" / name
    return migrations.RunSQL(path.read_text(encoding="utf-8"))
