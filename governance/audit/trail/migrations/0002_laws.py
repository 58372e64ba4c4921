from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [
        ("trail", "0001_refusals"),
        ("audit", "0001_history_is_kept"),
    ]
    operations = [
        run_file(__file__, "0001_text_grams.sql"),
        run_file(__file__, "0002_refusals_are_kept.sql"),
    ]
