"""The public reports of the Climate Action Reserve: issuances and retirements as two CSV files.

Issuance rows carry no serials; a retirement's serial is a prefix and ``first to last``. How prefixes
become batches is :mod:`registry.imports.serial_prefixes`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import orjson

from core.errors import CodedError
from registry.imports.codes import methodology_code, project_code
from registry.imports.records import LONGEST_ID, History, Issuance, Retirement
from registry.imports.tables import Line, parsed, read_table
from registry.ledger.errors import LedgerCode

TYPE, PROTOCOL = "Project Type", "Protocol Version"
ISSUED = "Total Offset Credits Issued"
SERIAL, RETIRED = "Offset Credit Serial Numbers", "Quantity of Offset Credits"
REASON, DETAILS = "Retirement Reason", "Retirement Reason Details"
# Tonnes that left the other registry without a date or a serial: kept beside, not booked.
LEFT = ("Canceled for ARB Compliance", "Canceled", "Offset Credits Converted to VCUs")
ISSUANCES = (
    *("Date Issued", "Project ID", "Project Name", "Project Developer", "Project Owner"),
    *(TYPE, PROTOCOL, "Vintage", ISSUED, *LEFT),
)
RETIREMENTS = (
    *("Project ID", "Vintage", SERIAL, RETIRED, "Status Effective"),
    *("Account Holder", REASON, DETAILS),
)
_SERIAL = re.compile(r"(?P<prefix>\S.*)-(?P<first>[0-9]{1,18}) to (?P<last>[0-9]{1,18})")
_DATES = ("%m/%d/%y", "%m/%d/%Y")


def read(issuances: Path, retirements: Path) -> History:
    """Both files. A retirement's ``row_id`` is its serial text, and its ``batch`` the prefix of it; an
    issuance is named by project, vintage, day and tonnes."""
    history = History()
    issued = read_table(issuances, ISSUANCES, format="car")
    retired = read_table(retirements, RETIREMENTS, format="car")
    history.repeated_lines = issued.repeated + retired.repeated
    rows, bad_issuances = parsed(issued.lines, _issuance, "Project ID")
    history.issuances = _numbered(rows)
    history.retirements, bad_retirements = parsed(retired.lines, _retirement, SERIAL)
    history.refused = bad_issuances + bad_retirements
    return history


def _issuance(line: Line) -> Issuance:
    project, vintage = _project(line)
    quantity_t = line.whole(ISSUED, least=1)
    issued_on: dt.date = line.date("Date Issued", *_DATES)
    kind = line.text(TYPE, most=200)
    left = {column: int(line.whole(column)) for column in LEFT if line.cells[column].strip()}
    owner = line.text("Project Owner", most=200, needed=False)
    return Issuance(
        row_id=f"{project}/{vintage}/{issued_on}/{quantity_t}",
        project=project_code(project),
        vintage=vintage,
        methodology=methodology_code(kind),
        quantity_t=quantity_t,
        issued_on=issued_on,
        holder=owner or line.text("Project Developer", most=200),
        detail={
            "project": project,
            "project_name": line.text("Project Name", most=300, needed=False),
            "developer": line.text("Project Developer", most=200, needed=False),
            "project_type": kind,
            "protocol": line.text(PROTOCOL, most=200, needed=False),
            "left_elsewhere": left,
        },
    )


def _numbered(rows: list[Issuance]) -> list[Issuance]:
    """Several issuances of one project, vintage, day and size: the second is called ``…/2``."""
    seen: Counter[str] = Counter()
    numbered = []
    for row in rows:
        seen[row.row_id] += 1
        n = seen[row.row_id]
        numbered.append(row if n == 1 else replace(row, row_id=f"{row.row_id}/{n}"))
    return numbered


def _retirement(line: Line) -> Retirement:
    project, vintage = _project(line)
    serial = line.text(SERIAL, most=LONGEST_ID)
    found = _SERIAL.fullmatch(serial)
    if found is None:
        raise line.invalid(
            SERIAL, "应为“前缀-起号 to 止号”", "a serial is a prefix, a hyphen and `first to last`"
        )
    first, last = int(found["first"]), int(found["last"])
    if not 1 <= first <= last:
        raise CodedError(LedgerCode.RANGE_INVALID, first=first, last=last)
    quantity_t = line.whole(RETIRED, least=1)
    if quantity_t != last - first + 1:
        raise CodedError(
            LedgerCode.RANGE_QUANTITY_DIFFER, quantity_t=quantity_t, range_t=last - first + 1
        )
    retired_on = line.date("Status Effective", *_DATES)
    holder = line.text("Account Holder", most=200)
    detail = {
        "serial": serial,
        "reason": line.text(REASON, most=200, needed=False),
        "reason_details": line.text(DETAILS, most=1000, needed=False),
    }
    return Retirement(
        row_id=serial,
        identity=f"{serial}#{_digest(retired_on, holder, detail)}",
        batch=found["prefix"],
        first=first,
        last=last,
        retired_on=retired_on,
        holder=holder,
        project=project_code(project),
        vintage=vintage,
        detail=detail,
    )


def _project(line: Line) -> tuple[str, int]:
    return (
        line.text("Project ID", most=40),
        line.whole("Vintage", least=1990, most=2200),
    )


def _digest(*content: object) -> str:
    """Tells rows with the same serials apart: equal in all that is kept, it is the same row."""
    return hashlib.sha256(orjson.dumps(content)).hexdigest()[:12]
