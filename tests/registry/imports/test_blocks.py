"""The neutral format: what it brings in, and every way a row can be refused."""

from __future__ import annotations

import datetime as dt

import pytest

from governance.rulebook.models import Programme
from registry.ledger.models import Account, Batch, Entry, Request
from registry.organisations.models import ExternalHolder, Holder
from registry.organisations.selectors.holders import holder_facts
from tests.registry.imports.files import Files, codes, issuance, retirement, verify
from tests.registry.ledger.world import blocks as blocks_of
from tests.registry.ledger.world import picture

pytestmark = pytest.mark.django_db
FIRST_KEYS = ("issued_batches", "issued_t", "retired_blocks", "retired_t", "already_imported")


def figures(result: dict) -> tuple[int, ...]:
    return tuple(result[key] for key in FIRST_KEYS)


def account_of(name: str) -> int:
    holder = ExternalHolder.objects.get(registry="EXT", name=name)
    return Account.objects.get(holder_uuid=holder.uuid).id


def test_brings_history_in(blocks: Files) -> None:
    blocks.write(
        [issuance("B1"), issuance("B2", quantity="1,000", holder="Ünïon 乙")],
        [retirement("R1", 11, 20), retirement("R2", 1, 1000, batch="B2", holder="丙协会")],
    )
    result = blocks.load()
    assert figures(result) == (2, 1100, 2, 1010, 0)
    assert result["refused"] == []
    assert result["opened_accounts"] == 3
    batch = Batch.objects.get(external_code="B1")
    owner = account_of("甲公司")
    assert (batch.programme, batch.project, batch.vintage) == ("EXT", "P1", 2020)
    assert blocks_of(batch.id) == [
        (1, 10, owner, "available"),
        (11, 20, owner, "retired"),
        (21, 100, owner, "available"),
    ]
    issue = Entry.objects.get(reference="issue:B1")
    retire = Entry.objects.get(reference="retire:R1")
    assert (issue.on_date, retire.on_date) == (dt.date(2021, 3, 1), dt.date(2022, 5, 1))
    assert retire.detail == {"beneficiary": "乙活动", "reason": "会议碳中和"}
    assert Programme.objects.get(code="EXT").name_zh == "外部登记簿公开记录"
    verify()


def test_holders_are_external_and_named_as_in_the_file(blocks: Files) -> None:
    blocks.write([issuance(holder="Ünïon 乙, S.A. de C.V.")], []).load()
    holder = Holder.objects.get(kind="external")
    assert holder.display_name == "Ünïon 乙, S.A. de C.V."
    facts = holder_facts(holder.uuid)
    assert (facts.kind, facts.status, facts.may_hold) == ("external", "active", True)


def test_units_are_handed_over_openly_to_another_retirer(blocks: Files) -> None:
    blocks.write([issuance()], [retirement("R1", 11, 20, holder="丙协会")]).load()
    handover = Entry.objects.get(reference="retire:R1:transfer")
    assert handover.on_date == dt.date(2022, 5, 1)
    assert handover.request.reason == "公开记录未载明转让过程，导入时补记"
    batch = Batch.objects.get(external_code="B1")
    assert blocks_of(batch.id)[1] == (11, 20, account_of("丙协会"), "retired")


def test_a_retirer_who_holds_the_units_needs_no_transfer(blocks: Files) -> None:
    blocks.write([issuance()], [retirement("R1", 11, 20)]).load()
    assert not Entry.objects.filter(act="transfer").exists()


def test_entries_stand_in_the_order_of_their_dates(blocks: Files) -> None:
    years = range(2019, 2009, -1)
    blocks.write(
        [issuance(f"B{year}", issued_on=f"{year}-01-01") for year in years],
        [
            retirement(
                f"R{year}", 1, 5, batch=f"B{year}", retired_on=f"{year}-06-01", holder=f"{year}"
            )
            for year in years
        ],
    ).load()
    entries = Entry.objects.exclude(reference__startswith="system").order_by("id")
    days = list(entries.values_list("on_date", flat=True))
    assert len(days) == 41  # eleven accounts; ten issuances, transfers and retirements
    assert days == sorted(days)


def test_a_second_run_changes_nothing(blocks: Files) -> None:
    blocks.write([issuance("B1"), issuance("B2")], [retirement("R1", 1, 5, holder="丙协会")])
    first = blocks.load()
    before = picture()
    second = blocks.load()
    assert figures(first) == (2, 200, 1, 5, 0)
    assert figures(second) == (0, 0, 0, 0, 3)
    assert second["refused"] == []
    assert picture() == before


def test_blank_and_repeated_lines(blocks: Files) -> None:
    blocks.write(
        [issuance(), [""] * 6, issuance(), []],
        [retirement("R1", 1, 5), [], retirement("R1", 1, 5), ["  "]],
    )
    result = blocks.load()
    assert figures(result) == (1, 100, 1, 5, 0)
    assert result["repeated_lines"] == 2
    assert result["refused"] == []


REFUSED = {
    "retired by another row": (retirement("R2", 15, 25), "range_retired"),
    "retired whole by another row": (retirement("R2", 11, 20), "range_retired"),
    "past the end": (retirement("R2", 90, 101), "range_never_issued"),
    "no such batch": (retirement("R2", 1, 2, batch="B9"), "batch_never_issued"),
    "last before first": (retirement("R2", 9, 8), "range_invalid"),
    "from zero": (retirement("R2", 0, 8), "range_invalid"),
    "the same id with another content": (retirement("R1", 30, 31), "row_changed"),
    "before its issuance": (
        retirement("R2", 1, 2, retired_on="2021-02-28"),
        "retired_before_issue",
    ),
    "no such day": (retirement("R2", 1, 2, retired_on="2022-02-30"), "field_invalid"),
    "an American date": (retirement("R2", 1, 2, retired_on="5/1/2022"), "field_invalid"),
    "not a number": (retirement("R2", "1a", 2), "field_invalid"),
    "a negative number": (retirement("R2", -1, 2), "field_invalid"),
    "a fraction": (retirement("R2", "1.5", 2), "field_invalid"),
    "beyond any serial": (retirement("R2", 1, 10**30), "field_invalid"),
    "no holder": (retirement("R2", 1, 2, holder=" "), "field_invalid"),
    "a hidden character": (retirement("R2", 1, 2, reason="a\x00b"), "field_invalid"),
    "a very long name": (retirement("R2", 1, 2, holder="名" * 201), "field_invalid"),
    "too few cells": (["R2", "B1", 1], "row_incomplete"),
    "too many cells": ([*retirement("R2", 1, 2), "?"], "row_incomplete"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_retirement_is_refused_and_the_rest_goes_on(blocks: Files, case: str) -> None:
    row, code = REFUSED[case]
    good = [retirement("R1", 11, 20), row, retirement("R3", 21, 25, retired_on="2022-05-02")]
    result = blocks.write([issuance()], good).load()
    assert codes(result) == {row[0]: code}
    assert figures(result) == (1, 100, 2, 15, 0)
    (refusal,) = result["refused"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in refusal["message"])
    again = blocks.load()
    assert codes(again) == {row[0]: code}
    assert figures(again) == (0, 0, 0, 0, 3)
    verify()


BAD_ISSUANCES = {
    "vintage": (issuance("B2", vintage=1889), "field_invalid"),
    "quantity": (issuance("B2", quantity=0), "field_invalid"),
    "huge": (issuance("B2", quantity=10**10), "field_invalid"),
    "date": (issuance("B2", issued_on="2021/03/01"), "field_invalid"),
    "project": (issuance("B2", project=""), "field_invalid"),
    "id": (issuance("B" * 71), "field_invalid"),
    "another content": (issuance("B1", quantity=99), "row_changed"),
}


@pytest.mark.parametrize("case", BAD_ISSUANCES)
def test_a_bad_issuance_is_refused_and_the_rest_goes_on(blocks: Files, case: str) -> None:
    row, code = BAD_ISSUANCES[case]
    result = blocks.write([issuance(), row], [retirement("R1", 1, 5)]).load()
    assert list(codes(result).values()) == [code]
    assert figures(result) == (1, 100, 1, 5, 0)


def test_a_message_names_file_row_and_field(blocks: Files) -> None:
    result = blocks.write([issuance()], [[], retirement("R1", 1, "x")]).load()
    (refusal,) = result["refused"]
    assert refusal["message"].startswith("retirements.csv 第 3 行“last”填写有误（x）")


def test_refused_rows_are_taken_once_corrected(blocks: Files) -> None:
    blocks.write([issuance()], [retirement("R1", 1, "x")]).load()
    result = blocks.write([issuance()], [retirement("R1", 1, 7)]).load()
    assert figures(result) == (0, 0, 1, 7, 1)


def test_text_in_a_windows_code_page_is_kept(blocks: Files) -> None:
    blocks.write([issuance(holder="Compañía – “Sol”")], [])
    blocks.issuances.write_bytes(blocks.issuances.read_text(encoding="utf-8").encode("cp1252"))
    blocks.load()
    assert ExternalHolder.objects.get().name == "Compañía – “Sol”"


def test_two_registries_keep_their_own_ids(blocks: Files) -> None:
    blocks.write([issuance()], [retirement("R1", 1, 5)])
    blocks.load("--programme", "ONE")
    assert figures(blocks.load("--programme", "TWO")) == (1, 100, 1, 5, 0)
    assert set(Request.objects.values_list("client", flat=True)) == {"import.one", "import.two"}
