"""The laws of maker-checker that the database keeps by itself."""

from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("approvals", "0001_approvals"), ("identity", "0002_separate_duties")]
    operations = [run_file(__file__, "0001_approvals.sql")]
