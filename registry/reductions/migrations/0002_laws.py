"""The moves of reports, the laws of their tables, and their rows closed with the case."""

from django.db import migrations

from core.sql import run_file
from governance.audit.history import keep_history
from registry.casework.laws import close_with_case, declare_moves

MOVES = [
    ("draft", "draft"),
    ("draft", "calculated"),
    ("draft", "withdrawn"),
    ("calculated", "draft"),
    ("calculated", "calculated"),
    ("calculated", "submitted"),
    ("calculated", "withdrawn"),
    ("submitted", "accept_correction"),
    ("submitted", "public_notice"),
    ("submitted", "refused"),
    ("submitted", "withdrawn"),
    ("accept_correction", "submitted"),
    ("accept_correction", "withdrawn"),
    ("accept_correction", "lapsed"),
    ("public_notice", "verification"),
    ("public_notice", "withdrawn"),
    ("verification", "review"),
    ("verification", "withdrawn"),
    ("review", "verification"),
    ("review", "review_correction"),
    ("review", "registered"),
    ("review", "refused"),
    ("review", "withdrawn"),
    ("review_correction", "review"),
    ("review_correction", "withdrawn"),
    ("review_correction", "lapsed"),
    ("registered", "issued"),
    ("issued", "cancel_ordered"),
    ("cancel_ordered", "issued"),
]


class Migration(migrations.Migration):
    dependencies = [("reductions", "0001_initial"), ("casework", "0002_laws"), ("ledger", "0002_models")]
    operations = [
        declare_moves("report", MOVES),
        close_with_case("reductions_report"),
        keep_history("reductions_historicalreport"),
        run_file(__file__, "0001_laws.sql"),
    ]
