"""What a kind of case puts into its migrations, so that the database knows its moves and closes its
rows with the case."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import migrations

Move = tuple[str, str]


def declare_moves(kind: str, moves: Iterable[Move]) -> migrations.RunSQL:
    """Migration operation: these are the moves of the state of this kind; earlier ones stay."""
    rows = ", ".join(f"('{kind}', '{source}', '{target}')" for source, target in sorted(set(moves)))
    return migrations.RunSQL(
        f"INSERT INTO casework_move (kind, source, target) VALUES {rows} ON CONFLICT DO NOTHING"
    )


def close_with_case(table: str) -> migrations.RunSQL:
    """Migration operation: the rows of this table (one per case) never change once the case is closed,
    and are never deleted."""
    return migrations.RunSQL(
        f"CREATE TRIGGER casework_guard_kind BEFORE UPDATE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION casework_guard_kind();"
        f"CREATE TRIGGER casework_keep_kind BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION casework_refuse();"
    )
