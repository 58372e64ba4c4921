"""Bringing in another registry's history: one function, open to the application's role."""

from django.conf import settings
from django.db import migrations
from psycopg import sql

from core.sql import run_file

RIGHTS = """
REVOKE ALL ON FUNCTION ledger.external_account, ledger.retire_imported, ledger.import_row,
  ledger.import_rows FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ledger.import_rows TO {app};
"""


def grant(apps, schema_editor):
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL(RIGHTS).format(app=role))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_models")]
    operations = [
        run_file(__file__, "0013_import_rows.sql"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
