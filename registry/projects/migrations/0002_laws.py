"""The moves of projects, and their rows closed with the case."""

from django.db import migrations

from governance.audit.history import keep_history
from registry.casework.laws import close_with_case, declare_moves

MOVES = [
    ("draft", "submitted"),
    ("draft", "withdrawn"),
    ("submitted", "accept_correction"),
    ("submitted", "public_notice"),
    ("submitted", "refused"),
    ("submitted", "withdrawn"),
    ("accept_correction", "submitted"),
    ("accept_correction", "withdrawn"),
    ("accept_correction", "lapsed"),
    ("public_notice", "validation"),
    ("public_notice", "withdrawn"),
    ("validation", "review"),
    ("validation", "withdrawn"),
    ("review", "review_correction"),
    ("review", "registered"),
    ("review", "refused"),
    ("review", "withdrawn"),
    ("review_correction", "review"),
    ("review_correction", "withdrawn"),
    ("review_correction", "lapsed"),
    ("registered", "deregistered"),
]


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial"), ("casework", "0002_laws")]
    operations = [
        declare_moves("project", MOVES),
        close_with_case("projects_project"),
        keep_history("projects_historicalproject"),
    ]
