from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("identity", "0001_initial")]
    operations = [run_file(__file__, "0001_separate_duties.sql")]
