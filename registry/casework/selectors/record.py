"""The record of a case as people read it: who did what, as whom, when and why; and the opinions in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from registry.casework.models import Case, Event
from registry.casework.parties import BUREAU, READERS, Party
from registry.casework.selectors.naming import (
    known_kinds,
    party_name,
    shown_actor,
    state_name,
    step_name,
    step_of,
)

A_PAGE = 50
OPINIONS = ("意见", "结论")


@dataclass(frozen=True, slots=True)
class Line:
    """One event. ``opinion``: what its step asked for was an opinion or a conclusion, not a reason.
    ``who`` took the step, as the reader may know it."""

    event: Event
    step: str
    party: str
    source: str
    target: str
    opinion: bool
    details: Sequence[tuple[str, str]]
    who: str

    @property
    def moved(self) -> bool:
        return self.event.source != self.event.target


def lines_of(case: Case, *, page: int = 1) -> tuple[list[Line], bool]:
    """A page of the record, newest first, and whether older ones follow."""
    low = (page - 1) * A_PAGE
    found = list(case.events.order_by("-at", "-pk")[low : low + A_PAGE + 1])
    return [line_of(case.kind, event) for event in found[:A_PAGE]], len(found) > A_PAGE


def as_read_by(lines: Iterable[Line], parties: frozenset[Party], user: int) -> list[Line]:
    """What these parties may read: the bureau and those who watch over it all of it, whoever is only
    invited (an expert) what moved the case and what they did themselves, so that each judges alone."""
    inside = parties & (BUREAU | READERS | {Party.OPERATOR})
    return [
        replace(line, who=shown_actor(line.event, parties))
        for line in lines
        if inside or line.moved or line.event.actor_id == user
    ]


def entered(lines: Sequence[Line]) -> dict[str, dt.datetime]:
    """When each state was entered last, as far as ``lines`` (newest first) reach."""
    found: dict[str, dt.datetime] = {}
    for line in lines:
        if line.moved:
            found.setdefault(line.event.target, line.event.at)
    return found


def line_of(kind: str, event: Event) -> Line:
    step = step_of(kind, event.step)
    return Line(
        event=event,
        step=step_name(kind, event.step),
        party=party_name(event.party),
        source=state_name(kind, event.source) if event.source else "",
        target=state_name(kind, event.target),
        opinion=step is not None and step.label.endswith(OPINIONS),
        details=_details(kind, event.detail, _fields(step)),
        who=event.actor_name,
    )


def _fields(step: Any) -> dict[str, Any]:
    """The fields of the step's form, where they are known without making one."""
    return getattr(step.form, "base_fields", {}) if step else {}


def _details(kind: str, detail: dict[str, Any], fields: dict[str, Any]) -> list[tuple[str, str]]:
    known = known_kinds().get(kind)
    found = []
    for name, value in detail.items():
        if name == "files":
            found.append(("材料", "、".join(str(each[0]) for each in value)))
        elif name == "letters":
            found.append(("通知书", "、".join(map(str, value))))
        elif name == "category":
            found.append(
                ("材料类别", known.categories.get(value, str(value)) if known else str(value))
            )
        elif name in fields and name != "comment":  # a number; what was said stands beside it
            choices = dict(getattr(fields[name], "choices", ()))
            found.append((str(fields[name].label or name), _plain(choices.get(value, value))))
        elif name == "handler":
            found.append(("承办人", str(value or "不指定")))
    return [(name, value) for name, value in found if value]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None or isinstance(value, dict) else str(value)
