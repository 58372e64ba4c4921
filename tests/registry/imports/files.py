"""Made-up files of another registry, and the command run on them. No name in them is real."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import orjson
from django.core.management import call_command, get_commands
from django.db import connection

from tests.registry.ledger.checks import violations

BLOCKS_ISSUANCES = ("batch", "project", "vintage", "quantity", "issued_on", "holder")
BLOCKS_RETIREMENTS = (
    *("row_id", "batch", "first", "last"),
    *("retired_on", "holder", "beneficiary", "reason"),
)
# As the other registry writes them: header cells with line breaks in them.
CAR_ISSUANCES = (
    *("Date \nIssued", "Project ID", "Project \nName", "Project Developer", "Project Owner"),
    *("Project Type", "Protocol Version", "Vintage", "Total Offset Credits Issued"),
    *("Canceled for ARB Compliance", "Canceled", "Offset Credits Converted to VCUs"),
)
CAR_RETIREMENTS = (
    *("Project ID", "Vintage", "Offset Credit Serial Numbers", "Quantity of Offset Credits"),
    *("Status Effective", "Account Holder", "Retirement Reason", "Retirement Reason Details"),
)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue()


def issuance(batch: str = "B1", **cells: Any) -> list[Any]:
    """A row of ``blocks`` issuances: 100 t of 2020, issued in 2021 to 甲公司."""
    row = {"project": "P1", "vintage": 2020, "quantity": 100, "issued_on": "2021-03-01"}
    row |= {"holder": "甲公司", "batch": batch} | cells
    return [row[column] for column in BLOCKS_ISSUANCES]


def retirement(row_id: str, first: Any, last: Any, **cells: Any) -> list[Any]:
    """A row of ``blocks`` retirements, by 甲公司 from B1 in 2022."""
    row = {"batch": "B1", "retired_on": "2022-05-01", "holder": "甲公司"}
    row |= {"beneficiary": "乙活动", "reason": "会议碳中和"}
    row |= {"row_id": row_id, "first": first, "last": last} | cells
    return [row[column] for column in BLOCKS_RETIREMENTS]


def car_issuance(quantity: Any, **cells: Any) -> list[Any]:
    """A row of ``car`` issuances: project CAR1, vintage 2015, issued 1 February 2016."""
    row = dict.fromkeys(CAR_ISSUANCES, "")
    row |= {"Date \nIssued": "2/1/16", "Project ID": "CAR1", "Project \nName": "Example Farm"}
    row |= {"Project Developer": "Example Developer", "Project Owner": "Example Owner"}
    row |= {"Project Type": "Landfill Gas Capture/Combustion", "Protocol Version": "Version 3.0"}
    row |= {"Vintage": "2015", "Total Offset Credits Issued": quantity} | cells
    return [row[column] for column in CAR_ISSUANCES]


def car_retirement(prefix: str, first: int, last: int, **cells: Any) -> list[Any]:
    """A row of ``car`` retirements: of CAR1, 2015, on 10 July 2017."""
    row: dict[str, Any] = {"Project ID": "CAR1", "Vintage": "2015", "Status Effective": "7/10/17"}
    row |= {"Offset Credit Serial Numbers": f"{prefix}-{first} to {last}"}
    row |= {"Quantity of Offset Credits": last - first + 1, "Account Holder": "Example Retirer"}
    row |= {"Retirement Reason": "Environmental Benefit", "Retirement Reason Details": ""} | cells
    return [row[column] for column in CAR_RETIREMENTS]


class Files:
    """Two files in a directory of the test's own."""

    def __init__(self, directory: Path, form: str) -> None:
        self.form = form
        self.issuances = directory / "issuances.csv"
        self.retirements = directory / "retirements.csv"

    def write(self, issuances: Iterable[Any], retirements: Iterable[Any]) -> Files:
        blocks = self.form == "blocks"
        issued = as_csv(BLOCKS_ISSUANCES if blocks else CAR_ISSUANCES, issuances)
        retired = as_csv(BLOCKS_RETIREMENTS if blocks else CAR_RETIREMENTS, retirements)
        self.issuances.write_text(issued, encoding="utf-8")
        self.retirements.write_text(retired, encoding="utf-8")
        return self

    def load(self, *words: str) -> dict[str, Any]:
        return load(self.form, self.issuances, self.retirements, *words)


def load(form: str, issuances: Path, retirements: Path, *words: str) -> dict[str, Any]:
    """Run ``import_registry`` and read its last line."""
    out, err = io.StringIO(), io.StringIO()
    paths = ["--issuances", str(issuances), "--retirements", str(retirements)]
    call_command("import_registry", form, *paths, *words, stdout=out, stderr=err)
    lines = out.getvalue().splitlines()
    assert "--json" not in words or len(lines) == 1
    return orjson.loads(lines[-1])


def codes(result: dict[str, Any]) -> dict[str, str]:
    """The codes of the refused rows, by row."""
    return {refusal["row_id"]: refusal["code"] for refusal in result["refused"]}


def verify() -> None:
    """Every law of the ledger checked; raises when anything is wrong."""
    connection.ensure_connection()
    assert violations(connection.connection) == []
    if "verify_ledger" in get_commands():
        call_command("verify_ledger", stdout=io.StringIO(), stderr=io.StringIO())
