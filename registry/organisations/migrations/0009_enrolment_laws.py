from django.db import migrations

from core.sql import run_file
from governance.audit.history import keep_history


class Migration(migrations.Migration):
    dependencies = [("organisations", "0008_enrolments")]
    operations = [
        run_file(__file__, "0004_enrolments.sql"),
        keep_history("organisations_historicalenrolment"),
    ]
