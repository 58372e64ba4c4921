"""The serial grammar: one line that names a block of units, on certificates and in searches.

``BJ_CCER-14-001-V01_P0001_2025_0001_0000000001-0000001000`` is programme, methodology, project,
vintage, issuance, first and last serial (both included). One unit drops the last part. Numbers have
fixed widths, so sorting the text sorts the units. Other registries' serials keep their own form
(DOMAIN §5) in ``Batch.external_code``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.errors import CodedError
from registry.ledger.errors import LedgerCode

# The published regular expression: this is the grammar.
PATTERN = (
    r"(?P<programme>[A-Z]{2,10})_(?P<methodology>[A-Z0-9][A-Z0-9.-]{0,39})"
    r"_(?P<project>[A-Z0-9][A-Z0-9.-]{0,39})_(?P<vintage>[0-9]{4})_(?P<issuance>[0-9]{4})"
    r"_(?P<first>[0-9]{10})(?:-(?P<last>[0-9]{10}))?"
)
_SERIAL = re.compile(PATTERN)
MAX_SERIAL = 9_999_999_999


@dataclass(frozen=True, slots=True)
class SerialBlock:
    """A parsed serial block: its batch by name, and its first and last unit (both included)."""

    programme: str
    methodology: str
    project: str
    vintage: int
    issuance: int
    first: int
    last: int

    @property
    def quantity_t(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        code = batch_code(
            programme=self.programme,
            methodology=self.methodology,
            project=self.project,
            vintage=self.vintage,
            issuance=self.issuance,
        )
        return format_block(code, self.first, self.last)


def batch_code(
    *, programme: str, methodology: str, project: str, vintage: int, issuance: int
) -> str:
    """The part of a serial before the range."""
    return f"{programme}_{methodology}_{project}_{vintage:04d}_{issuance:04d}"


def format_block(code: str, first: int, last: int) -> str:
    """The printed block of units ``first``..``last`` of the batch ``code``."""
    if not 1 <= first <= last <= MAX_SERIAL:
        raise ValueError(f"no such block: {first}..{last}")
    return f"{code}_{first:010d}" if first == last else f"{code}_{first:010d}-{last:010d}"


def parse(text: str) -> SerialBlock:
    """The block that ``text`` names; blanks around it are ignored.

    Raises ``serial_malformed`` when it does not fit the grammar or its range is empty.
    """
    match = _SERIAL.fullmatch(text.strip())
    if match is None:
        raise CodedError(LedgerCode.SERIAL_MALFORMED, serial=text.strip()[:200])
    first = int(match["first"])
    last = int(match["last"] or match["first"])
    # A block of one is written without its last part, so that each block has one spelling.
    if first < 1 or last < first or (match["last"] is not None and last == first):
        raise CodedError(LedgerCode.SERIAL_MALFORMED, serial=text.strip()[:200])
    return SerialBlock(
        programme=match["programme"],
        methodology=match["methodology"],
        project=match["project"],
        vintage=int(match["vintage"]),
        issuance=int(match["issuance"]),
        first=first,
        last=last,
    )
