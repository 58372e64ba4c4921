"""Indexes and a view for the bureau's pages; the application's role may read the view."""

from django.conf import settings
from django.db import migrations, models
from psycopg import sql

from core.sql import run_file

BUCKETS = [
    ("unissued", "未签发"),
    ("available", "可用"),
    ("trading", "交易"),
    ("reserved", "预留"),
    ("frozen", "冻结"),
    ("retired", "已注销"),
    ("cancelled", "已取消"),
]


def grant(apps, schema_editor):
    role = sql.Identifier(settings.DATABASE_APP_ROLE)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(sql.SQL("GRANT SELECT ON ledger.position TO {app}").format(app=role))


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_entry_by_request"), ("trail", "0002_laws")]
    operations = [
        run_file(__file__, "0015_pages.sql"),
        migrations.RunPython(grant, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Position",
            fields=[
                ("id", models.TextField(primary_key=True, serialize=False)),
                ("bucket", models.CharField(choices=BUCKETS, max_length=12, verbose_name="位置")),
                ("hold", models.BigIntegerField(null=True, verbose_name="冻结或预留")),
                ("quantity_t", models.BigIntegerField(verbose_name="数量（吨）")),
            ],
            options={
                "verbose_name": "持仓",
                "verbose_name_plural": "持仓",
                "db_table": '"ledger"."position"',
                "managed": False,
            },
        ),
    ]
