"""The evidence log's tables and their laws. Django only describes them (managed = False)."""

from pathlib import Path

from django.conf import settings
from django.db import migrations, models
from psycopg import sql

from core.sql import run_file


def grant(apps, schema_editor):
    path = Path(__file__).resolve().parent.parent / "sql" / "0002_rights.sql"
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL(path.read_text(encoding="utf-8")).format(app=role))


class Migration(migrations.Migration):
    initial = True
    dependencies = [("audit", "0001_history_is_kept")]
    operations = [
        run_file(__file__, "0001_tables.sql"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
