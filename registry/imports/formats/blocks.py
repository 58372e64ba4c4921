"""The neutral format: every batch is named and every retirement names its serials within it.

Columns and rules are documented in docs/import-formats.md.
"""

from __future__ import annotations

from pathlib import Path

from core.errors import CodedError
from registry.imports.codes import project_code
from registry.imports.records import LONGEST_ID, History, Issuance, Retirement
from registry.imports.tables import Line, parsed, read_table
from registry.ledger.errors import LedgerCode

ISSUANCES = ("batch", "project", "vintage", "quantity", "issued_on", "holder")
RETIREMENTS = (
    *("row_id", "batch", "first", "last"),
    *("retired_on", "holder", "beneficiary", "reason"),
)
METHODOLOGY = "EXTERNAL"  # the format does not tell the methodology
DATE = "%Y-%m-%d"


def read(issuances: Path, retirements: Path) -> History:
    """Both files; rows that cannot be read are among the refused, named by ``batch`` or ``row_id``."""
    history = History()
    issued = read_table(issuances, ISSUANCES, format="blocks")
    retired = read_table(retirements, RETIREMENTS, format="blocks")
    history.repeated_lines = issued.repeated + retired.repeated
    history.issuances, bad_issuances = parsed(issued.lines, _issuance, "batch")
    history.retirements, bad_retirements = parsed(retired.lines, _retirement, "row_id")
    history.refused = bad_issuances + bad_retirements
    return history


def _issuance(line: Line) -> Issuance:
    batch = line.text("batch", most=LONGEST_ID)
    project = line.text("project", most=200)
    return Issuance(
        row_id=batch,
        batch=batch,
        project=project_code(project),
        vintage=line.whole("vintage", least=1990, most=2200),
        methodology=METHODOLOGY,
        quantity_t=line.whole("quantity", least=1),
        issued_on=line.date("issued_on", DATE),
        holder=line.text("holder", most=200),
        detail={"project": project},
    )


def _retirement(line: Line) -> Retirement:
    row_id = line.text("row_id", most=LONGEST_ID)
    first, last = line.whole("first"), line.whole("last")
    if not 1 <= first <= last:
        raise CodedError(LedgerCode.RANGE_INVALID, first=first, last=last)
    return Retirement(
        row_id=row_id,
        identity=row_id,
        batch=line.text("batch", most=LONGEST_ID),
        first=first,
        last=last,
        retired_on=line.date("retired_on", DATE),
        holder=line.text("holder", most=200),
        detail={
            "beneficiary": line.text("beneficiary", most=500, needed=False),
            "reason": line.text("reason", most=500, needed=False),
        },
    )
