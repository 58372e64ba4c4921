"""Which law of the database a failed write broke, so that a service can say it in words."""

from __future__ import annotations

from django.db import IntegrityError


def broken_constraint(error: IntegrityError) -> str:
    """The name of the violated constraint, or an empty string when the database gave none."""
    diagnostics = getattr(error.__cause__, "diag", None)
    return getattr(diagnostics, "constraint_name", None) or ""
