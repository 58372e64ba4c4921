from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]
    operations = [run_file(__file__, "0001_one_value_a_day.sql")]
