"""Open holds of a batch, for its page."""

from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_pages")]
    operations = [run_file(__file__, "0016_hold_by_batch.sql")]
