"""The numbers that projects and reduction reports ask for.

Read at their source for the national programme (CCER); for the others (programme empty) they are
borrowed, hence not ``verified``. What was read nowhere says 本登记系统自定. Clauses are given where known.
A value whose text was not read begins on 2020-01-01, the first day of the calendar shipped.
"""

import datetime as dt

from django.db import migrations

ORDER_31 = "《温室气体自愿减排交易管理办法（试行）》（生态环境部、市场监管总局令第31号）"
BORROWED = f"{ORDER_31}，借用，尚未核对本机制条文"
OWN = "本登记系统自定，尚无核实的条文；由主管部门按内部制度调整"
ACCEPTING = (
    "本登记系统自定；参照《中华人民共和国行政许可法》关于五日内一次告知补正内容的规定，尚未核对"
)
METHODOLOGY = "以方法学文本为准；方法学没有规定时，本登记系统自定，尚无核实的条文"
ORDER_31_DAY, FIRST_DAY = dt.date(2023, 10, 19), dt.date(2020, 1, 1)
CONDITIONS = "real unique additional methodology no_legal_duty outside_ets"

# rule, name, value, type, unit, clause: national, and borrowed by the others
NATIONAL = [
    ("R-PERIOD-01", "claim_years", "5", "integer", "年", ""),
    ("R-PERIOD-01", "first_period_day", "2020-09-22", "date", "", ""),
    ("R-PROJECT-01", "construction_after", "2012-11-08", "date", "", "第十条"),
    ("R-PROJECT-01", "conditions", CONDITIONS, "text", "", "第十条"),
    ("R-VVB-01", "verifier_is_not_validator", "true", "boolean", "", ""),
    ("R-RECORD-01", "raw_data_years", "10", "integer", "年", ""),
]
# rule, name, value, type, unit, source: of all programmes
OWN_CHOICE = [
    ("R-ACCEPT-01", "working_days", "5", "integer", "工作日", ACCEPTING),
    ("R-CORRECTION-01", "working_days", "20", "integer", "工作日", OWN),
    ("R-EXPERT-01", "least_experts", "5", "integer", "人", OWN),
    ("R-EXPERT-01", "in_favour_share", "0.6", "decimal", "", OWN),
    ("R-CREDIT-01", "longest_years", "10", "integer", "年", METHODOLOGY),
    ("R-BUFFER-01", "buffer_share", "0", "decimal", "", METHODOLOGY),
]
PROGRAMMES = ("CCER", "BJ", "CD")


def rows():
    for rule, name, value, type, unit, clause in NATIONAL:
        for programme in ("CCER", None):
            yield {
                "rule": rule, "name": name, "value": value, "type": type, "unit": unit,
                "programme_id": programme, "legal_source": ORDER_31 if programme else BORROWED,
                "clause": clause, "verified": programme is not None,
                "effective_from": ORDER_31_DAY,
            }
    for rule, name, value, type, unit, source in OWN_CHOICE:
        yield {
            "rule": rule, "name": name, "value": value, "type": type, "unit": unit,
            "legal_source": source, "effective_from": FIRST_DAY,
        }
    for programme in PROGRAMMES:
        yield {
            "rule": "R-VVB-02", "name": "named_by", "value": "applicant", "type": "text",
            "programme_id": programme, "legal_source": OWN, "effective_from": FIRST_DAY,
        }


def ship(apps, schema_editor):
    parameter = apps.get_model("rulebook", "RuleParameter")
    parameter.objects.bulk_create(parameter(**row) for row in rows())


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0008_values_are_kept")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
