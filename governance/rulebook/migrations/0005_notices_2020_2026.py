"""The notices of 2020 to 2026 are shipped, what is loaded is kept, and the two time limits that are
counted in working days get their numbers.

They were read at their source for the national programme; the municipal ones borrow them.
"""

import datetime as dt

from django.db import migrations

from governance.audit.history import keep_history
from governance.rulebook.calendar.notice_files import SHIPPED, read_notice

YEARS = range(2020, 2027)
ORDER_31 = "《温室气体自愿减排交易管理办法（试行）》（生态环境部、市场监管总局令第31号）"
LIMITS = {"R-NOTICE-01": "20", "R-REVIEW-01": "15"}


def ship(apps, schema_editor):
    notices = [read_notice((SHIPPED / f"{year}.toml").read_text("utf-8")) for year in YEARS]
    apps.get_model("rulebook", "CalendarNotice").objects.bulk_create(
        apps.get_model("rulebook", "CalendarNotice")(
            year=notice.year,
            edition=notice.edition,
            number=notice.number,
            title=notice.title,
            text=notice.text,
            days_off=[day.isoformat() for day in notice.days_off],
            days_on=[day.isoformat() for day in notice.days_on],
            loaded_by="随系统发布",
            reason="随系统发布",
        )
        for notice in notices
    )
    parameter = apps.get_model("rulebook", "RuleParameter")
    parameter.objects.bulk_create(
        parameter(
            rule=rule,
            name="working_days",
            programme_id=programme,
            value=value,
            type="integer",
            unit="工作日",
            legal_source=ORDER_31 if programme else f"{ORDER_31}，借用，尚未核对本机制条文",
            verified=programme == "CCER",
            effective_from=dt.date(2023, 10, 19),
        )
        for rule, value in LIMITS.items()
        for programme in ("CCER", None)
    )


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0004_calendar"), ("audit", "0001_history_is_kept")]
    operations = [
        migrations.RunPython(ship, migrations.RunPython.noop),
        keep_history("rulebook_calendarnotice"),
    ]
