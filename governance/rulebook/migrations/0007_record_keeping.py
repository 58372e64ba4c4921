"""R-RECORD-01: how long records are kept. The numbers are known, the clauses were not read at their
source here, hence not ``verified``."""

import datetime as dt

from django.db import migrations

PARAMETERS = [
    {
        "name": "system_log_months",
        "value": "6",
        "unit": "月",
        "legal_source": "《中华人民共和国网络安全法》关于网络日志留存不少于六个月的规定",
        "effective_from": dt.date(2017, 6, 1),
    },
    {
        "name": "raw_data_years",
        "value": "10",
        "unit": "年",
        "legal_source": "《温室气体自愿减排交易管理办法（试行）》（令第31号）关于原始数据保存的规定",
        "effective_from": dt.date(2023, 10, 19),
    },
]


def ship(apps, schema_editor):
    RuleParameter = apps.get_model("rulebook", "RuleParameter")
    for parameter in PARAMETERS:
        RuleParameter.objects.create(
            rule="R-RECORD-01", type="integer", verified=False, **parameter
        )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0006_approval_term")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
