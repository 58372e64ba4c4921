"""Indexes for filters and searches of lists."""

from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_hold_by_batch"), ("trail", "0002_laws")]
    operations = [run_file(__file__, "0017_filters.sql")]
