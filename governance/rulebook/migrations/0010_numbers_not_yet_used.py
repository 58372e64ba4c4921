"""Numbers of rules that no code keeps yet (``governance/rulebook/planned.py``): trade, offset, position
limits, incentives. They are shipped so that the bureau can check them against the texts beforehand.

``verified`` where the text itself was read, even an old one: whether it is still in force, its source
says. A text's first day that was not read is put on 2020-01-01, the first day of the calendar shipped.
"""

import datetime as dt

from django.db import migrations

CEA = "全国碳排放权交易市场的交易规则，借用，尚未核对本机制条文"
BJ_2014 = "北京市2014年碳排放权抵消与交易规则，现行规定尚未核对"
BJ_NOW = "北京市重点碳排放单位抵销规定，数值尚未在原文核对"
BJ_BAND = "北京绿色交易所公开的涨跌幅摘要，含义尚未核对"
TZ = "《北京城市副中心（通州区）关于促进碳普惠发展的若干措施》"
DESIGN = "本登记系统自定：不得拆分申请以规避上限"
FIRST_DAY, TZ_LAST_DAY = dt.date(2020, 1, 1), dt.date(2026, 12, 31)

# rule, name, value, type, unit, source, clause, verified; of all programmes
COMMON = [
    ("R-OFFSET-03", "counts_pending", "true", "boolean", "", DESIGN, "", False),
    ("R-TRADE-01", "listing_band", "0.10", "decimal", "", CEA, "", False),
    ("R-TRADE-01", "block_band", "0.30", "decimal", "", CEA, "", False),
    ("R-TRADE-02", "block_from_t", "100000", "integer", "吨", CEA, "", False),
    ("R-TRADE-02", "step_t", "1", "integer", "吨", CEA, "", False),
    ("R-TRADE-02", "tick_cny", "0.01", "decimal", "元", CEA, "", False),
    ("R-TRADE-04", "hours", "09:30-11:30 13:00-15:00", "text", "", CEA, "", False),
    ("R-TRADE-05", "modes", "listing block auction", "text", "", CEA, "", False),
]
BEIJING = [
    ("R-OFFSET-01", "ratio", "0.05", "decimal", "", BJ_NOW, "", False),
    ("R-OFFSET-01", "base", "allowance", "text", "", BJ_NOW, "", False),
    ("R-OFFSET-02", "outside_share", "0.025", "decimal", "", BJ_2014, "", True),
    ("R-OFFSET-02", "own_boundary_barred", "true", "boolean", "", BJ_2014, "", False),
    ("R-OFFSET-02", "barred_kinds", "HFC PFC N2O SF6 hydro", "text", "", BJ_2014, "", False),
    ("R-TRADE-07", "listing_band", "0.20", "decimal", "", BJ_BAND, "", False),
    ("R-HOLD-01", "enforced", "false", "boolean", "", "本登记系统自定：默认不启用", "", False),
    ("R-HOLD-01", "emitter_above_allowance_t", "1000000", "integer", "吨", BJ_2014, "", True),
    ("R-HOLD-01", "others_most_t", "1000000", "integer", "吨", BJ_2014, "", True),
]
TONGZHOU = [
    ("R-INCENT-01", "most_cny", "50000", "decimal", "元", TZ, "第九条", True),
    ("R-INCENT-01", "district", "110112", "text", "", TZ, "第九条", True),
    ("R-INCENT-02", "most_cny_a_year", "20000", "decimal", "元", TZ, "第十二条", True),
    ("R-INCENT-02", "least_retired_t", "1000", "integer", "吨", TZ, "第十二条", True),
    ("R-INCENT-02", "district", "110112", "text", "", TZ, "第十二条", True),
]


def ship(apps, schema_editor):
    parameter = apps.get_model("rulebook", "RuleParameter")
    parameter.objects.bulk_create(
        parameter(
            rule=rule, name=name, value=value, type=type, unit=unit, programme_id=programme,
            legal_source=source, clause=clause, verified=verified,
            effective_from=FIRST_DAY, effective_to=last,
        )
        for rows, programme, last in (
            (COMMON, None, None), (BEIJING, "BJ", None), (TONGZHOU, "BJ", TZ_LAST_DAY),
        )
        for rule, name, value, type, unit, source, clause, verified in rows
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0009_project_rules")]
    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
