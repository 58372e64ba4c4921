"""The statement as Excel and as PDF: opened and read again."""

from __future__ import annotations

import datetime as dt
import io
import tracemalloc
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from core.errors import CodedError
from registry.ledger.models import Account
from registry.ledger.statements import excel, movements, pdf, statement
from registry.ledger.statements.period import Period
from tests.registry.ledger.verify.story import told
from tests.registry.ledger.world import World

pytestmark = pytest.mark.django_db
THIS_YEAR = Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
FOREVER = Period(dt.date(2026, 1, 1), dt.date(2100, 1, 1))


def made(account: int) -> statement.Statement:
    return statement.statement(Account.objects.get(id=account), FOREVER)


def test_excel_has_every_movement_as_numbers():
    one = made(told().accounts[0])
    file = io.BytesIO()
    excel.write_excel(one, file)
    book = load_workbook(file)
    assert book.sheetnames == ["余额", "明细"]
    rows = list(book["明细"].iter_rows(values_only=True))
    assert list(rows[0]) == excel.HEADS
    listed = list(statement.checked_movements(one))
    assert [row[11] for row in rows[1:]] == [movement.serials for movement in listed]
    came = sum(row[8] or 0 for row in rows[1:])
    went = sum(row[9] or 0 for row in rows[1:])
    closing = sum(line.closing_t for line in one.lines)
    assert came - went == closing > 0
    balances = list(book["余额"].iter_rows(values_only=True))
    assert ("持有人", one.holder) in [row[:2] for row in balances]
    for line in one.lines:
        amounts = (line.opening_t, line.came_t, line.went_t, line.closing_t)
        assert (line.batch.code, str(line.bucket.label), *amounts) in balances


def test_a_name_is_no_formula():
    one = replace(made(World(n=1, each_t=5).accounts[0]), holder='=HYPERLINK("http://x")\x07')
    file = io.BytesIO()
    excel.write_excel(one, file)
    cells = {cell.value: cell.data_type for row in load_workbook(file)["余额"] for cell in row}
    assert cells['=HYPERLINK("http://x")'] == "s"


def test_pdf_is_read_as_chinese_and_is_the_same_again():
    one = made(told().accounts[0])
    content = pdf.pdf(one)
    assert content == pdf.pdf(one)
    reader = PdfReader(io.BytesIO(content))
    text = "".join(page.extract_text() for page in reader.pages)
    joined = "".join(text.split()).replace("\u200b", "")
    for words in ("减排量对账单", one.holder, one.account.number, "期初", "非交易过户", "场内交易"):
        assert words in joined, words
    for movement in statement.checked_movements(one):
        assert movement.serials in joined
    assert reader.metadata is not None
    assert one.account.number in (reader.metadata.title or "")
    fonts = {
        font.get_object()["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert all("NotoSansCJKsc" in font for font in fonts), fonts


def test_a_name_cannot_write_markup():
    name = '#panic("x") *粗* \\ $x$ 𠮷'
    one = replace(made(World(n=1, each_t=5).accounts[0]), holder=name)
    text = PdfReader(io.BytesIO(pdf.pdf(one))).pages[0].extract_text()
    assert '#panic("x")*粗*\\$x$[U+20BB7]' in "".join(text.split())


def test_too_long_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch):
    one = made(told().accounts[0])
    monkeypatch.setattr(pdf, "MOST", 3)
    with pytest.raises(CodedError, match="请下载 Excel") as caught:
        pdf.pdf(one)
    assert caught.value.code == "statement_too_long_for_pdf"
    monkeypatch.setattr(excel, "MOST", 3)
    file = io.BytesIO()
    with pytest.raises(CodedError, match="缩短期间"):
        excel.write_excel(one, file)
    assert file.getvalue() == b""


def test_a_lost_movement_stops_the_file(monkeypatch: pytest.MonkeyPatch):
    one = made(told().accounts[0])
    real = movements.every
    monkeypatch.setattr(statement, "every", lambda *args: list(real(*args))[1:])
    for write in (lambda: pdf.pdf(one), lambda: excel.write_excel(one, io.BytesIO())):
        with pytest.raises(CodedError) as caught:
            write()
        assert caught.value.code == "statement_does_not_add_up"


def test_memory_does_not_grow_with_the_movements(monkeypatch: pytest.MonkeyPatch):
    one = made(told().accounts[0])
    some = list(movements.every(one.account.id, one.stretch))

    def peak(times: int) -> int:
        monkeypatch.setattr(
            excel, "checked_movements", lambda made: (m for _ in range(times) for m in some)
        )
        with open("/dev/null", "wb") as nowhere:
            tracemalloc.start()
            excel.write_excel(one, _Counting(nowhere))
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    peak(1)  # what is loaded once
    assert peak(30) < peak(3) + 300_000  # ten times the rows, about a thousand


class _Counting(io.BytesIO):
    """Takes what is written and forgets it, so that only the writer's memory is measured."""

    def __init__(self, under: object) -> None:
        super().__init__()
        self._at = self._end = 0

    def write(self, data: object) -> int:
        length = len(memoryview(data))  # type: ignore[arg-type]
        self._at += length
        self._end = max(self._end, self._at)
        return length

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset + (0, self._at, self._end)[whence]
        return self._at

    def seekable(self) -> bool:
        return True
