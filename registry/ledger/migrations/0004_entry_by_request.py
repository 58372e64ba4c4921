"""The entries of a request by index."""

from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_import_rows"), ("evidence", "0001_evidence_log")]
    operations = [run_file(__file__, "0014_entry_by_request.sql")]
