"""A serial's history as the page shows it: words in one language, parties as ``disclosure/parties.py``
allows, links to the next page. Nothing here asks the database.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import Resolver404, resolve, reverse

from disclosure import parties
from disclosure.serial_texts import ACTS, BUCKETS, BUCKETS_MEAN, PURPOSES
from registry.ledger.models.buckets import Act
from registry.ledger.selectors.serial_facts import Present, SerialHistory, Step


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the time line. ``proof`` is where its proof is downloaded, if that is offered."""

    act: str
    on_date: dt.date
    source: str
    source_bucket: str
    destination: str
    destination_bucket: str
    serials: str
    entry: int
    purpose: str
    project: str
    proof: str


@dataclass(frozen=True, slots=True)
class Part:
    """A block of units that lie in one place; ``lines`` are its steps, latest first."""

    serials: str
    quantity: str
    bucket: str
    status: str
    meaning: str
    holder: str
    lines: list[Line]
    url: str
    earlier: str


def parts_of(history: SerialHistory, *, english: bool) -> list[Part]:
    return [_part(present, english) for present in history.present]


def next_parts(history: SerialHistory) -> str:
    """The address of the page with the further blocks, or nothing."""
    if not history.more:
        return ""
    return page_url(history.serials, start=history.present[-1].last + 1)


def page_url(serials: str, **where: object) -> str:
    return f"{reverse('disclosure:serials')}?{urlencode({'q': serials} | where)}"


def proof_url(entry: int) -> str:
    """Where the inclusion proof of an entry is had; nothing while no page offers it."""
    url = f"/evidence/proof/{entry}.json"
    try:
        resolve(url)
    except Resolver404:
        return ""
    return url


def _part(present: Present, english: bool) -> Part:
    url = page_url(present.serials)
    earlier = ""
    if present.earlier is not None:
        earlier = page_url(present.serials, earlier="{}.{}".format(*present.earlier)) + "#history"
    return Part(
        serials=present.serials,
        quantity=f"{present.quantity_t:,}",
        bucket=present.bucket.value,
        status=BUCKETS[present.bucket][english],
        meaning=BUCKETS_MEAN[present.bucket][english],
        holder=parties.of_present(present, english=english),
        lines=[_line(step, english) for step in reversed(present.steps)],
        url=url,
        earlier=earlier,
    )


def _line(step: Step, english: bool) -> Line:
    source, destination = parties.of_step(step, english=english)
    purpose = step.detail.get("purpose", "") if step.act == Act.RETIRE else ""
    words = PURPOSES.get(purpose)
    return Line(
        act=ACTS[step.act][english] if step.act in ACTS else str(step.act.label),
        on_date=step.on_date,
        source=source,
        source_bucket=BUCKETS[step.source_bucket][english],
        destination=destination,
        destination_bucket=BUCKETS[step.destination_bucket][english],
        serials=step.serials,
        entry=step.entry,
        purpose=words[english] if words else "",
        project=step.detail.get("project_name", "") if step.act == Act.ISSUE else "",
        proof=proof_url(step.entry),
    )
