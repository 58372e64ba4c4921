from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    initial = True
    dependencies = [("identity", "0001_initial")]
    operations = [run_file(__file__, "0001_history_is_kept.sql")]
