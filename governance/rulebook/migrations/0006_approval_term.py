"""How long a proposal may wait for its second person. No text read so far gives a number: it is
this registry's own choice, hence not ``verified``.
"""

import datetime as dt

from django.db import migrations


def ship(apps, schema_editor):
    apps.get_model("rulebook", "RuleParameter").objects.create(
        rule="R-AUDIT-01",
        name="approval_term_days",
        value="15",
        type="integer",
        unit="天",
        legal_source="本登记系统自定，尚无核实的条文；由主管部门按内部制度调整",
        verified=False,
        effective_from=dt.date(2020, 1, 1),
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0005_notices_2020_2026")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
