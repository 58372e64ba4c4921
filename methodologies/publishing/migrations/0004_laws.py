from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("publishing", "0003_expert_review"), ("casework", "0002_laws")]
    operations = [run_file(__file__, "0001_laws.sql")]
