"""The time for which the system's log is kept. Raw data and the ledger have their own rules."""

import datetime as dt

from django.db import migrations


def ship(apps, schema_editor):
    apps.get_model("rulebook", "RuleParameter").objects.create(
        rule="R-RECORD-01",
        name="system_log_months",
        value="6",
        type="integer",
        unit="个月",
        legal_source="《中华人民共和国网络安全法》关于留存网络日志不少于六个月的规定（条号以现行文本为准，尚未核对）",
        verified=False,
        effective_from=dt.date(2017, 6, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0006_approval_term")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
