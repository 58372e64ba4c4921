"""Numbers that reports ask for. None was read in a text: all are this system's own, not ``verified``."""

import datetime as dt

from django.db import migrations

OWN = "本登记系统自定，尚无核实的条文；由主管部门按内部制度调整"
METHODOLOGY = "以方法学文本为准；尚无方法学要求另行留存缓冲"
FIRST_DAY = dt.date(2020, 1, 1)

# rule, name, value, type, unit, source: of all programmes. "none" is no code and no account.
ROWS = [
    ("R-FALSE-01", "working_days", "20", "integer", "工作日", OWN),
    ("R-BUFFER-01", "pooled_methodologies", "none", "text", "", METHODOLOGY),
    ("R-BUFFER-01", "buffer_account", "none", "text", "", METHODOLOGY),
]


def ship(apps, schema_editor):
    parameter = apps.get_model("rulebook", "RuleParameter")
    parameter.objects.bulk_create(
        parameter(
            rule=rule, name=name, value=value, type=type, unit=unit, legal_source=source,
            effective_from=FIRST_DAY,
        )
        for rule, name, value, type, unit, source in ROWS
    )


class Migration(migrations.Migration):
    dependencies = [("reductions", "0002_laws"), ("rulebook", "0010_numbers_not_yet_used")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
