"""Indexes and a view for the bureau's pages; the application's role may read the view."""

from django.conf import settings
from django.db import migrations
from psycopg import sql

from core.sql import run_file


def grant(apps, schema_editor):
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT SELECT ON ledger.position TO {app}").format(app=role))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_import_rows"), ("trail", "0002_laws")]
    operations = [
        run_file(__file__, "0014_pages.sql"),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
