from django.db import migrations

from core.sql import run_file
from governance.audit.history import keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("audit", "0001_history_is_kept"),
    ]
    operations = [
        run_file(__file__, "0001_one_membership.sql"),
        keep_history("organisations_historicalorganisation"),
        keep_history("organisations_historicalperson"),
        keep_history("organisations_historicalmembership"),
    ]
