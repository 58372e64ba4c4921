"""Where the ledger was there before cases, functions are nobody's to call unless granted."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_laws")]
    operations = [
        migrations.RunSQL("GRANT EXECUTE ON FUNCTION casework_is_closed TO PUBLIC")
    ]
