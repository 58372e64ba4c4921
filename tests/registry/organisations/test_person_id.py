"""Identity documents: what is accepted, what is shown, and that the number itself is not kept."""

from __future__ import annotations

import datetime as dt

import pytest

from core.errors import CodedError
from registry.organisations.rules.person_id import checked_id, masked_id, masked_name
from tests.registry.organisations.holders import make_resident_id

TODAY = dt.date(2026, 11, 20)


def test_example_of_the_standard_is_accepted():
    assert checked_id("resident_id", "11010519491231002x", today=TODAY) == "11010519491231002X"
    assert checked_id("resident_id", "110105 19491231 002X", today=TODAY) == "11010519491231002X"


def test_numbered_later_than_born_is_accepted():
    """龙泉驿区 got its code after many of its people were born."""
    number = make_resident_id(place="510112")
    assert checked_id("resident_id", number, today=TODAY) == number


@pytest.mark.parametrize(
    ("id_type", "number", "code"),
    [
        ("resident_id", "11010519491231002", "id_length"),
        ("resident_id", "1101051949123100XX", "id_characters"),
        ("resident_id", "010105194912310021", "id_characters"),
        ("resident_id", "110105194913310025", "id_birth_date"),
        ("resident_id", "110105209912310021", "id_birth_date"),
        ("resident_id", "110105194912310021", "id_check"),
        ("passport", "E1", "id_characters"),
        ("passport", "E 1234’567", "id_characters"),
        ("driving_licence", "11010519491231002X", "id_type_unknown"),
    ],
)
def test_bad_numbers(id_type, number, code):
    with pytest.raises(CodedError) as caught:
        checked_id(id_type, number, today=TODAY)
    assert caught.value.code == code


def test_masks():
    assert masked_id("11010519491231002X") == "110***********002X"
    assert masked_id("E12345678") == "E******78"
    assert [masked_name(name) for name in ("张三", "欧阳小明", "甲")] == ["张*", "欧**", "甲*"]
