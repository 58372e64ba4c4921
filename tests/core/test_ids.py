"""UUIDv7 as RFC 9562 wants it: version, variant, the time in front, in order."""

from __future__ import annotations

import datetime as dt
import uuid

import time_machine

from core.ids import uuid7


def test_version_and_variant():
    made = uuid7()
    assert made.version == 7
    assert made.variant == uuid.RFC_4122


def test_begins_with_the_milliseconds():
    moment = dt.datetime(2026, 11, 20, 10, 0, 0, 123_000, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        assert uuid7().int >> 80 == int(moment.timestamp() * 1000)


def test_sorts_by_time_and_never_repeats():
    made = [uuid7() for _ in range(10_000)]
    assert len(set(made)) == len(made)
    times = [each.int >> 64 for each in made]
    assert times == sorted(times)
