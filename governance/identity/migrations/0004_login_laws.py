from django.db import migrations

from core.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_login")]
    operations = [
        run_file(__file__, "0002_login_laws.sql"),
        run_file(__file__, "0003_break_glass.sql"),
        run_file(__file__, "0004_api_keys.sql"),
    ]
