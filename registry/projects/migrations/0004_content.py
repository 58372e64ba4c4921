"""The laws of content, equipment, shares, claims and mandates; the moves of changes."""

from django.db import migrations

from core.sql import run_file
from governance.audit.history import keep_history
from registry.casework.laws import close_with_case, declare_moves

CHANGE_MOVES = [
    ("draft", "submitted"),
    ("draft", "withdrawn"),
    ("submitted", "review"),
    ("submitted", "refused"),
    ("submitted", "withdrawn"),
    ("review", "approved"),
    ("review", "refused"),
    ("review", "withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_shares_claims_mandates_changes")]
    operations = [
        run_file(__file__, "0001_content.sql"),
        declare_moves("change", CHANGE_MOVES),
        close_with_case("projects_projectchange"),
        keep_history("projects_historicalprojectchange"),
        keep_history("projects_historicalmandate"),
    ]
