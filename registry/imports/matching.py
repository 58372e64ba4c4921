"""Which issuance a serial prefix belongs to, within one project and vintage. Pure.

The public record does not say. A prefix must find a place at least as large as the highest serial
retired from it, issued no later than its first retirement; the largest prefix takes the largest
place that does not leave another prefix without one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prefix:
    """A serial prefix: the highest serial retired from it and the day of its first retirement."""

    code: str
    highest: int
    first_retired: dt.date


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a prefix may belong: an issuance of ``quantity_t`` on a day."""

    name: str
    quantity_t: int
    issued_on: dt.date


def match(prefixes: Sequence[Prefix], places: Sequence[Place]) -> dict[str, Place] | None:
    """The place of every prefix by its code, or None when not all find one.

    Without clashes of dates this is largest to largest; ties go by date and name, so that the answer
    is the same each time and for any order of rows.
    """
    ranked = sorted(places, key=_rank)
    taken: dict[str, Prefix] = {}
    for prefix in largest_first(prefixes):
        if not _seat(prefix, ranked, taken, set()):
            return None
    by_name = {place.name: place for place in ranked}
    return {prefix.code: by_name[name] for name, prefix in taken.items()}


def largest_first(prefixes: Sequence[Prefix]) -> list[Prefix]:
    return sorted(prefixes, key=lambda prefix: (-prefix.highest, prefix.first_retired, prefix.code))


def _rank(place: Place) -> tuple[int, dt.date, str]:
    return -place.quantity_t, place.issued_on, place.name


def only_sizes_fit(prefixes: Sequence[Prefix], places: Sequence[Place]) -> bool:
    """Whether largest to largest fits by size but would retire units before they were issued."""
    ranked = sorted(places, key=_rank)
    pairs = list(zip(largest_first(prefixes), ranked, strict=False))
    fits = len(pairs) == len(prefixes) and all(
        prefix.highest <= place.quantity_t for prefix, place in pairs
    )
    return fits and any(prefix.first_retired < place.issued_on for prefix, place in pairs)


def _seat(
    prefix: Prefix, ranked: Sequence[Place], taken: dict[str, Prefix], tried: set[str]
) -> bool:
    """Give ``prefix`` the largest free place it fits, or one whose prefix can move elsewhere."""
    fitting = [
        place
        for place in ranked
        if prefix.highest <= place.quantity_t and prefix.first_retired >= place.issued_on
    ]
    for place in sorted(fitting, key=lambda place: place.name in taken):
        if place.name in tried:
            continue
        tried.add(place.name)
        other = taken.get(place.name)
        if other is None or _seat(other, ranked, taken, tried):
            taken[place.name] = prefix
            return True
    return False


def share_out(prefixes: Sequence[Prefix], total: int) -> tuple[dict[str, int], int]:
    """Tonnes for each prefix out of ``total``, the largest first, and what is left over.

    A prefix that gets less than its highest serial, or nothing, keeps what the record proves was
    issued: units nobody recorded are never made up.
    """
    shares: dict[str, int] = {}
    for prefix in largest_first(prefixes):
        share = min(prefix.highest, total)
        if share:
            shares[prefix.code] = share
            total -= share
    return shares, total
