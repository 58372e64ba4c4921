from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_external_holder"),
        ("trail", "0002_laws"),
    ]
    operations = [run_file(__file__, "0002_search.sql")]
