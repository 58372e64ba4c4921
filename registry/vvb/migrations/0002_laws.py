"""Engagements and findings as the database keeps them."""

from django.db import migrations

from core.sql import run_file
from governance.audit.history import keep_history


class Migration(migrations.Migration):
    dependencies = [("vvb", "0001_initial"), ("casework", "0002_laws"), ("audit", "0001_history_is_kept")]
    operations = [run_file(__file__, "0001_laws.sql"), keep_history("vvb_historicalaccreditation")]
