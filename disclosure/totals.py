"""Where the public pages get their totals: the ledger's own selector, nothing computed here."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

LEDGER_TOTALS = "registry.ledger.selectors.totals"


class ProgrammeTotals(Protocol):
    """Tonnes of one programme, by its code."""

    @property
    def programme(self) -> str: ...
    @property
    def issued_t(self) -> int: ...
    @property
    def held_t(self) -> int: ...
    @property
    def retired_t(self) -> int: ...
    @property
    def cancelled_t(self) -> int: ...


def programme_totals() -> list[ProgrammeTotals]:
    """The ledger's totals; none while the ledger has no such selector."""
    if find_spec(LEDGER_TOTALS) is None:
        return []
    found: list[ProgrammeTotals] = import_module(LEDGER_TOTALS).programme_totals()
    return found
