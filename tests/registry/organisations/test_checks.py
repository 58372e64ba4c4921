"""Without its key for document numbers the system refuses to start."""

from __future__ import annotations

import pytest

from registry.organisations.checks import person_id_key


def test_a_key_of_its_own_is_enough():
    assert person_id_key(None) == []


@pytest.mark.parametrize("key", ["", "short"])
def test_a_missing_or_short_key_is_an_error(settings, key):
    settings.PERSON_ID_KEY = key
    (error,) = person_id_key(None)
    assert error.id == "organisations.E001"
    assert error.is_serious()
