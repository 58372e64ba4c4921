"""The ledger's tables, laws and functions. Django only describes them (managed = False)."""

from pathlib import Path

from django.conf import settings
from django.db import migrations
from psycopg import sql

from core.sql import run_file

FILES = [
    "0001_tables.sql",
    "0002_guards.sql",
    "0003_tiling.sql",
    "0004_apply_moves.sql",
    "0005_core.sql",
    "0006_acts.sql",
    "0007_accounts.sql",
    "0008_holds.sql",
    "0009_trades.sql",
    "0010_settle_batch.sql",
    "0011_rows.sql",
]


def grant(apps, schema_editor):
    path = Path(__file__).resolve().parent.parent / "sql" / "0012_rights.sql"
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL(path.read_text(encoding="utf-8")).format(app=role))


class Migration(migrations.Migration):
    initial = True
    dependencies = [("rulebook", "0003_programmes")]
    operations = [run_file(__file__, name) for name in FILES] + [
        migrations.RunPython(grant, migrations.RunPython.noop)
    ]
