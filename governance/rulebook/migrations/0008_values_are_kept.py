"""Values of rules are added and ended, never changed."""

from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0007_system_log")]
    operations = [run_file(__file__, "0002_values_are_kept.sql")]
