from __future__ import annotations

from django.db import migrations

# One order for the lists (newest first) within what a reader sees, two that a reader may choose, and the
# counts of the desk out of the index alone.
_INDEXES = {
    "casework_newest": "(created_at DESC, uuid DESC)",
    "casework_newest_of_programme": "(programme_id, created_at DESC, uuid DESC)",
    "casework_newest_of_district": "(district_id, created_at DESC, uuid DESC) WHERE district_id IS NOT NULL",
    "casework_first_due": "(due_on, created_at DESC, uuid DESC)",
    "casework_last_due": "(due_on DESC NULLS LAST, created_at DESC, uuid DESC)",
    "casework_longest": "(since, created_at DESC, uuid DESC)",
    "casework_latest": "(since DESC, created_at DESC, uuid DESC)",
    "casework_desk": "(kind, state, programme_id) INCLUDE (due_on, since, handler_id, district_id)",
}


class Migration(migrations.Migration):
    dependencies = [("casework", "0003_rights")]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {name} ON casework_case {columns}", f"DROP INDEX {name}"
        )
        for name, columns in _INDEXES.items()
    ]
