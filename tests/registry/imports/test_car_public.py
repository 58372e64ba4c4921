"""The public record itself, where it lies beside the checkout; it is never copied into the project."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from registry.ledger.selectors.totals import programme_totals
from tests.databases import ROOT, FreshDatabase
from tests.registry.imports.files import load, verify
from tests.registry.ledger.world import picture

DATA = ROOT.parent / "shared" / "data" / "car"
ISSUANCES, RETIREMENTS = DATA / "issuances.csv", DATA / "retirements.csv"
SERIAL = re.compile(r"(.*)-(\d+) to (\d+)")

pytestmark = pytest.mark.skipif(
    not ISSUANCES.exists(), reason=f"the public files are not beside the checkout ({DATA.name})"
)


def one_serial_up(target: Path) -> Path:
    """The retirements with every block moved up by one serial."""
    rows = list(csv.reader(io.StringIO(RETIREMENTS.read_text("utf-8-sig"), newline="")))
    column = rows[0].index("Offset Credit Serial Numbers")
    for row in rows[1:]:
        found = SERIAL.fullmatch(row[column])
        assert found is not None
        row[column] = f"{found[1]}-{int(found[2]) + 1} to {int(found[3]) + 1}"
    with target.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return target


def test_the_whole_record(fresh_database: FreshDatabase, tmp_path: Path) -> None:
    first = load("car", ISSUANCES, RETIREMENTS, "--json")
    assert first["refused"] == []
    assert first["issued_t"] == 168_806_186
    assert (first["retired_blocks"], first["retired_t"]) == (5_351, 49_547_885)
    misfits = [(each["project"], each["vintage"], each["short_t"]) for each in first["unfitted"]]
    assert misfits == [("CAR659", 2013, 0), ("CAR696", 2004, 0)]
    (totals,) = (each for each in programme_totals() if each.programme == "CAR")
    assert (totals.issued_t, totals.retired_t) == (168_806_186, 49_547_885)
    verify()

    before = picture()
    second = load("car", ISSUANCES, RETIREMENTS)
    written = ("issued_batches", "issued_t", "retired_blocks", "retired_t")
    assert [second[key] for key in written] == [0, 0, 0, 0]
    assert second["already_imported"] == first["issued_batches"] + 5_351
    assert second["refused"] == []
    assert picture() == before

    shifted = load("car", ISSUANCES, one_serial_up(tmp_path / "shifted.csv"))
    assert (shifted["issued_batches"], shifted["retired_blocks"], shifted["retired_t"]) == (0, 4, 4)
    # One row of the copy equals, in every cell, a row of the original: it is that row.
    assert len(shifted["refused"]) == 5_351 - 4 - 1
    assert {each["code"] for each in shifted["refused"]} == {"range_retired", "range_never_issued"}
    verify()
