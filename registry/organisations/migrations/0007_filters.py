from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("organisations", "0006_search")]
    operations = [run_file(__file__, "0003_filters.sql")]
