from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial"), ("trail", "0002_laws")]
    operations = [run_file(__file__, "0001_laws.sql")]
