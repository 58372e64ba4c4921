"""The unified social credit code: what is accepted, and what the refusal tells the person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc as stdnum_uscc

from core.errors import CodedError
from registry.organisations.rules.uscc import checked_uscc
from tests.registry.organisations.holders import make_uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.builds(
    "{}{}{}".format,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def with_check(body: str) -> str:
    return body + stdnum_uscc.calc_check_digit(body)


@pytest.mark.parametrize(
    "text",
    [
        "91110000600037341L",  # the example printed with the standard
        " 9111 0000 6000 3734 1l ",
        "91110000-600037341-L",
        "９１１１００００６０００３７３４１Ｌ",
    ],
)
def test_one_code_however_it_is_typed(text):
    assert checked_uscc(text) == "91110000600037341L"


@pytest.mark.parametrize("letters", ["N2", "A1", "Y1"])
def test_codes_beginning_with_a_letter_are_real(letters):
    code = with_check(f"{letters}510112MF0012345"[:17])
    assert checked_uscc(code) == code


@given(BODIES)
def test_every_well_formed_code_is_accepted(body):
    assert checked_uscc(with_check(body).lower()) == with_check(body)


@given(BODIES, st.data())
def test_one_wrong_character_is_always_caught(body, data):
    code = with_check(body)
    position = data.draw(st.integers(0, 17))
    other = data.draw(st.sampled_from([c for c in ALPHABET if c != code[position]]))
    with pytest.raises(CodedError):
        checked_uscc(code[:position] + other + code[position + 1 :])


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("", "uscc_length", "0 位"),
        ("91110000600037341", "uscc_length", "17 位"),
        ("91110000600037341LL", "uscc_length", "19 位"),
        ("9111000060003734OL", "uscc_characters", "第 17 位“O”"),
        ("9I110000600037341L", "uscc_characters", "第 2 位“I”"),
        ("91ABC000600037341L", "uscc_characters", "第 3 位“A”、第 4 位“B”、第 5 位“C”"),
        ("北京市测试有限公司0123456789"[:18], "uscc_characters", "第 1 位“北”"),
        ("91110000600037341M", "uscc_check", "“M”"),
        ("91110000600037314L", "uscc_check", "“L”"),  # two digits exchanged
    ],
)
def test_refusals_say_what_is_wrong(text, code, says):
    with pytest.raises(CodedError) as caught:
        checked_uscc(text)
    assert caught.value.code == code
    assert says in caught.value.zh


def test_codes_of_tests_are_well_formed():
    assert checked_uscc(make_uscc(7)) == make_uscc(7)
