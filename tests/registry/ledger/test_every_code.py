"""Codes and their sentences: what SQL refuses with is in the enum, what is in the enum is used, both
languages name the same things, and each reads as a whole sentence that says what to do.
"""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from core.errors import CodedError
from registry.ledger.errors import LedgerCode, from_database

LEDGER = Path(__file__).resolve().parents[3] / "registry" / "ledger"
SQL = "\n".join(path.read_text() for path in sorted((LEDGER / "sql").glob("*.sql")))
PYTHON = "\n".join(
    path.read_text()
    for path in LEDGER.parent.rglob("*.py")
    if path != LEDGER / "errors.py" and "migrations" not in path.parts
)
CODES = {code.name.lower() for code in LedgerCode}
# The code's own words in SQL, put together there: 'account_' || status.
MADE_UP = {"account_": {"account_suspended", "account_closed"}}


def refused_in_sql() -> set[str]:
    """Every code that stands as a literal in the first argument of a call of ledger.refuse."""
    found: set[str] = set()
    for call in re.finditer(r"ledger\.refuse\(", SQL):
        argument = SQL[call.end() :].split("jsonb_build_object", 1)[0].split(";", 1)[0]
        if "code text" in argument:
            continue  # its definition
        argument = re.sub(r"(?:=|<>|WHEN)\s*'\w+'", "", argument)  # compared with, not answered
        for word in re.findall(r"'([a-z_]+)'", argument):
            found |= MADE_UP.get(word, {word})
    return found


def test_what_sql_refuses_with_has_a_sentence() -> None:
    codes = refused_in_sql()
    assert len(codes) > 25
    assert codes <= CODES


def test_every_code_is_used() -> None:
    used_in_sql = set(re.findall(r"'([a-z_]+)'", SQL)) | MADE_UP["account_"]
    used_in_python = {name.lower() for name in re.findall(r"LedgerCode\.([A-Z_]+)", PYTHON)}
    assert used_in_sql | used_in_python >= CODES


def test_what_a_batch_answers_for_a_row_has_a_sentence() -> None:
    batch = (LEDGER / "sql" / "0010_settle_batch.sql").read_text()
    words = set(re.findall(r"(?:THEN|ELSE|:=)\s+'([a-z]+_[a-z_]+)'", batch))
    assert len(words) > 10
    assert words <= CODES


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", LedgerCode)
def test_both_sentences_name_the_same_things(code: LedgerCode) -> None:
    zh, en = _placeholders(code.value.zh), _placeholders(code.value.en)
    assert zh == en


@pytest.mark.parametrize("code", LedgerCode)
def test_a_sentence_reads_whole(code: LedgerCode) -> None:
    params = dict.fromkeys(_placeholders(code.value.zh), 7)
    error = CodedError(code, **params)
    assert error.zh.endswith("。")
    assert error.en.endswith(".")
    assert re.search(r"[一-鿿]", error.zh)
    assert not re.search(r"[一-鿿]", error.en)
    assert 400 <= code.value.status < 600


@pytest.mark.parametrize("code", LedgerCode)
def test_figures_of_the_wrong_type_still_make_a_sentence(code: LedgerCode) -> None:
    """A refusal must never fail for what was sent: None, a long number as text, braces."""
    for value in (None, "{x}", "x" * 1000, [1], {"a": 1}, b"\0"):
        error = CodedError(code, **dict.fromkeys(_placeholders(code.value.zh), value))
        assert error.zh
        assert error.en


def test_each_code_from_the_database_becomes_its_error() -> None:
    for code in refused_in_sql() - {"trades_refused"}:
        assert from_database(code, {"quantity_t": 1}).code == code
    with pytest.raises(KeyError):
        from_database("no_such_code", {})
