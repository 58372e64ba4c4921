"""The moves of methodology versions, and their rows closed with the case."""

from django.db import migrations

from governance.audit.history import keep_history
from registry.casework.laws import close_with_case, declare_moves

MOVES = [
    ("draft", "submitted"),
    ("draft", "withdrawn"),
    ("submitted", "draft"),
    ("submitted", "expert_review"),
    ("submitted", "refused"),
    ("submitted", "withdrawn"),
    ("expert_review", "draft"),
    ("expert_review", "public_notice"),
    ("expert_review", "refused"),
    ("expert_review", "withdrawn"),
    ("public_notice", "draft"),
    ("public_notice", "published"),
    ("public_notice", "refused"),
    ("public_notice", "withdrawn"),
    ("published", "superseded"),
    ("published", "abolished"),
]


class Migration(migrations.Migration):
    dependencies = [("publishing", "0001_initial"), ("casework", "0002_laws")]
    operations = [
        declare_moves("methodology", MOVES),
        close_with_case("publishing_methodologyversion"),
        keep_history("publishing_historicalmethodologyversion"),
    ]
