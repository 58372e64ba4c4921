"""Batches from serial prefixes: made-up files in the shape of the public ones."""

from __future__ import annotations

from typing import Any

import pytest

from registry.ledger.models import Batch, Entry
from tests.registry.imports.files import (
    Files,
    as_csv,
    car_issuance,
    car_retirement,
    codes,
    verify,
)
from tests.registry.ledger.world import picture

pytestmark = pytest.mark.django_db
A, B, C = (f"CAR-1-US-1-27-845-WA-2015-{n}" for n in (10, 11, 12))


def batches() -> dict[str, list[int]]:
    """Tonnes of the batches by their name in the other registry."""
    found: dict[str, list[int]] = {}
    for batch in Batch.objects.order_by("id"):
        found.setdefault(batch.external_code, []).append(batch.quantity_t)
    return found


def totals(result: dict[str, Any]) -> tuple[int, int, int, int]:
    return (
        *(result["issued_batches"], result["issued_t"]),
        *(result["retired_blocks"], result["retired_t"]),
    )


def test_a_prefix_is_proven_up_to_its_highest_serial(car: Files) -> None:
    result = car.write(
        [car_issuance(100), car_issuance(7, **{"Date \nIssued": "3/1/16"})],
        [car_retirement(A, 1, 30), car_retirement(A, 51, 60)],
    ).load()
    assert totals(result) == (3, 107, 2, 40)
    assert batches() == {A: [60], "": [40, 7]}
    assert result["unfitted"] == result["matched_by_date"] == result["refused"] == []
    verify()


def test_names_and_codes(car: Files) -> None:
    car.write([car_issuance(60)], [car_retirement(A, 1, 60)]).load()
    batch = Batch.objects.get()
    assert batch.code == "CAR_LANDFILL-GAS-CAPTURE-COMBUSTION_CAR1_2015_0001"
    issue = Entry.objects.get(act="issue")
    assert issue.reference == f"issue:{A}"
    assert issue.detail["rows"] == ["CAR1/2015/2016-02-01/60"]
    retire = Entry.objects.get(act="retire")
    assert retire.detail["serial"] == f"{A}-1 to 60"
    assert retire.reference.startswith(f"retire:{A}-1 to 60#")


def test_several_prefixes_go_largest_to_largest(car: Files) -> None:
    car.write(
        [car_issuance(100), car_issuance(50), car_issuance(20)],
        [car_retirement(A, 15, 15), car_retirement(B, 1, 90)],
    ).load()
    assert batches() == {B: [90], A: [15], "": [10, 35, 20]}


def test_an_issuance_after_the_retirement_is_not_its_own(car: Files) -> None:
    late = {"Date \nIssued": "9/1/17"}
    result = car.write(
        [car_issuance(100, **late), car_issuance(50)], [car_retirement(A, 1, 40)]
    ).load()
    assert result["refused"] == []
    assert result["matched_by_date"] == [{"project": "CAR1", "vintage": 2015}]
    assert Entry.objects.get(reference=f"issue:{A}").detail["rows"] == ["CAR1/2015/2016-02-01/50"]


def test_two_prefixes_of_one_issuance_are_named(car: Files) -> None:
    car.write([car_issuance(100)], [car_retirement(A, 1, 60), car_retirement(B, 1, 30)])
    result = car.load()
    assert totals(result) == (3, 100, 2, 90)
    assert batches() == {A: [60], B: [30], "": [10]}
    (pair,) = result["unfitted"]
    assert (pair["project"], pair["vintage"]) == ("CAR1", 2015)
    assert (pair["issued_t"], pair["named_t"], pair["unnamed_t"], pair["short_t"]) == (
        100,
        90,
        10,
        0,
    )
    again = car.load()
    assert totals(again) == (0, 0, 0, 0)
    assert (again["already_imported"], again["refused"]) == (5, [])
    assert [each["project"] for each in again["unfitted"]] == ["CAR1"]


def test_units_nobody_recorded_are_not_made_up(car: Files) -> None:
    car.write([car_issuance(70)], [car_retirement(A, 1, 60), car_retirement(B, 1, 30)])
    result = car.load()
    assert totals(result) == (2, 70, 1, 60)
    assert codes(result) == {f"{B}-1 to 30": "range_never_issued"}
    assert result["unfitted"][0]["short_t"] == 20


def test_a_prefix_without_any_issuance(car: Files) -> None:
    result = car.write([], [car_retirement(A, 1, 60)]).load()
    assert totals(result) == (0, 0, 0, 0)
    assert codes(result) == {f"{A}-1 to 60": "batch_never_issued"}
    assert result["unfitted"][0]["short_t"] == 60


def test_a_newer_download_adds_and_changes_nothing(car: Files) -> None:
    """A prefix that turns up later belongs to an issuance that had no name; and stays there."""
    rows = [car_issuance(100), car_issuance(50)]
    car.write(rows, [car_retirement(A, 1, 40)]).load()
    assert batches() == {A: [40], "": [60, 50]}
    rows.append(car_issuance(80, **{"Date \nIssued": "3/1/16"}))
    later = {"Status Effective": "8/1/18"}
    retired = [car_retirement(A, 1, 40), car_retirement(B, 1, 80, **later)]
    result = car.write(rows, retired).load()
    assert totals(result) == (1, 80, 1, 80)
    retired.append(car_retirement(C, 5, 20, **later))
    result = car.write(rows, retired).load()
    assert totals(result) == (0, 0, 1, 16)
    late = Entry.objects.get(act="retire", reference__startswith=f"retire:{C}")
    assert late.detail["linked"] == "issue:CAR1/2015/2016-02-01/50"
    before = picture()
    result = car.load()
    assert (totals(result), result["refused"]) == ((0, 0, 0, 0), [])
    assert picture() == before
    verify()


def test_every_block_one_serial_up_is_refused(car: Files) -> None:
    rows = [car_issuance(100)]
    car.write(
        rows, [car_retirement(A, 1, 30), car_retirement(A, 51, 51), car_retirement(A, 60, 60)]
    )
    car.load()
    car.write(
        rows, [car_retirement(A, 2, 31), car_retirement(A, 52, 52), car_retirement(A, 61, 61)]
    )
    result = car.load()
    assert totals(result) == (0, 0, 1, 1)  # serial 52 was issued and is free
    assert codes(result) == {
        f"{A}-2 to 31": "range_retired",
        f"{A}-61 to 61": "range_never_issued",  # nothing public says that serial 61 exists
    }


REFUSED: dict[str, tuple[list[Any], str]] = {
    "quantity": (
        car_retirement(A, 41, 50, **{"Quantity of Offset Credits": 9}),
        "range_quantity_differ",
    ),
    "last before first": (car_retirement(A, 41, 40), "range_invalid"),
    "serial": (
        car_retirement(A, 0, 0, **{"Offset Credit Serial Numbers": f"{A}-41 bis 50"}),
        "field_invalid",
    ),
    "day": (car_retirement(A, 41, 50, **{"Status Effective": "2017-07-10"}), "field_invalid"),
    "another project": (car_retirement(A, 41, 50, **{"Project ID": "CAR2"}), "prefix_ambiguous"),
    "another row's serials": (
        car_retirement(A, 1, 30, **{"Retirement Reason Details": "again"}),
        "range_retired",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_retirement_is_refused_and_the_rest_goes_on(car: Files, case: str) -> None:
    row, code = REFUSED[case]
    good = [car_retirement(A, 1, 30), car_retirement(A, 51, 60)]
    result = car.write([car_issuance(100)], [good[0], row, good[1]]).load()
    assert list(codes(result).values()) == [code]
    assert totals(result)[2:] == (2, 40)


def test_equal_issuances_are_two_and_equal_lines_are_one(car: Files) -> None:
    """Rows that differ in any cell are two issuances; a line repeated whole is one."""
    rows = [car_issuance(100), car_issuance(100, **{"Project \nName": "Phase 2"})]
    result = car.write([*rows, rows[0]], []).load()
    assert totals(result) == (2, 200, 0, 0)
    assert result["repeated_lines"] == 1
    assert Entry.objects.filter(reference="issue:CAR1/2015/2016-02-01/100/2").exists()
    assert car.load()["already_imported"] == 2


def test_a_bad_issuance_is_refused(car: Files) -> None:
    result = car.write([car_issuance("1.5"), car_issuance(100)], []).load()
    assert list(codes(result).values()) == ["field_invalid"]
    assert totals(result) == (1, 100, 0, 0)


def test_the_two_files_confused(car: Files) -> None:
    car.write([car_issuance(100)], [])
    car.retirements.write_text(as_csv(["Project ID"], []))
    with pytest.raises(
        Exception, match=r"column_missing: 文件 retirements\.csv 的表头缺少列：Vintage"
    ):
        car.load()
