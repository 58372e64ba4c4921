"""Importing this gives the model all its acts."""

from __future__ import annotations

from tests.model import (
    naive_accounts,
    naive_batch,
    naive_holds,
    naive_issue,
    naive_releases,
    naive_trades,
    naive_units,
)

__all__ = [
    "naive_accounts",
    "naive_batch",
    "naive_holds",
    "naive_issue",
    "naive_releases",
    "naive_trades",
    "naive_units",
]
