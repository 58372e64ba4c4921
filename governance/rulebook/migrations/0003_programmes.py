"""The programmes shipped, with their founding texts, and the one rule parameter the ledger asks for.

``valid_from`` stays empty until the day is read at its source. The T+1 rule was verified for the
national allowance market only; here it is borrowed, hence not ``verified``.
"""

import datetime as dt

from django.db import migrations

PROGRAMMES = [
    {
        "code": "CCER",
        "name_zh": "全国温室气体自愿减排",
        "name_en": "National voluntary greenhouse gas emission reduction",
        "authority": "生态环境部、国家市场监督管理总局",
        "legal_source": "《温室气体自愿减排交易管理办法（试行）》（生态环境部、市场监管总局令第31号）",
    },
    {
        "code": "BJ",
        "name_zh": "北京碳普惠",
        "name_en": "Beijing carbon inclusion",
        "authority": "北京市生态环境局",
        "legal_source": "《北京市碳达峰实施方案》（京政发〔2022〕31号）；"
        "《北京城市副中心（通州区）关于促进碳普惠发展的若干措施》",
    },
    {
        "code": "CD",
        "name_zh": "碳惠天府",
        "name_en": "Chengdu carbon inclusion (Tanhui Tianfu)",
        "authority": "成都市生态环境局",
        "legal_source": "成都市“碳惠天府”机制（成府发〔2020〕4号）",
    },
]


def ship(apps, schema_editor):
    Programme = apps.get_model("rulebook", "Programme")
    Programme.objects.bulk_create(Programme(**programme) for programme in PROGRAMMES)
    apps.get_model("rulebook", "RuleParameter").objects.create(
        rule="R-TRADE-03",
        name="bought_today_is_locked",
        value="true",
        type="boolean",
        legal_source="全国碳排放权交易市场的交易规则（借用，尚未核对本机制条文）",
        verified=False,
        effective_from=dt.date(2021, 5, 14),
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_one_value_a_day")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
