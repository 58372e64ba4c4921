"""What a file says, format left behind: issuances, retirements, and rows that could not be read.

Amounts are whole tonnes; serials count from 1 and both ends of a range are included.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.errors import CodedError

LONGEST_ID = 70  # leaves room in a ledger reference (100) for what the import puts around it


@dataclass(frozen=True, slots=True)
class Issuance:
    """One row of the issuances. ``batch`` is the batch's own name where the file gives one."""

    row_id: str
    project: str
    vintage: int
    methodology: str
    quantity_t: int
    issued_on: dt.date
    holder: str
    batch: str = ""
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Retirement:
    """One row of the retirements: a block ``first``..``last`` of ``batch``.

    ``identity`` is what makes it the same row when it comes again; ``row_id`` where the file has
    ids, else its whole content.
    """

    row_id: str
    identity: str
    batch: str
    first: int
    last: int
    retired_on: dt.date
    holder: str
    project: str = ""
    vintage: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def quantity_t(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not taken, and why."""

    row_id: str
    error: CodedError

    def as_dict(self) -> dict[str, str]:
        return {"row_id": self.row_id, "code": self.error.code, "message": self.error.zh}


@dataclass(slots=True)
class History:
    """Both files, read. Repeated lines (equal in every cell) stand once and are counted."""

    issuances: list[Issuance] = field(default_factory=list)
    retirements: list[Retirement] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    repeated_lines: int = 0
