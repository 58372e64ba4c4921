"""The record of a case as people read it: who did what, as whom, when and why; and the opinions in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registry.casework.models import Case, Event
from registry.casework.selectors.naming import party_name, state_name, step_name, step_of

A_PAGE = 50
PLAIN_REASON = "办理理由"


@dataclass(frozen=True, slots=True)
class Line:
    """One event. ``opinion``: the step asked for an opinion or an answer, not just for a reason."""

    event: Event
    step: str
    party: str
    source: str
    target: str
    opinion: bool
    details: Sequence[tuple[str, str]]

    @property
    def moved(self) -> bool:
        return self.event.source != self.event.target


def lines_of(case: Case, *, page: int = 1) -> tuple[list[Line], bool]:
    """A page of the record, newest first, and whether older ones follow."""
    low = (page - 1) * A_PAGE
    found = list(case.events.order_by("-at", "-pk")[low : low + A_PAGE + 1])
    return [_line(case.kind, event) for event in found[:A_PAGE]], len(found) > A_PAGE


def entered(lines: Sequence[Line]) -> dict[str, dt.datetime]:
    """When each state was entered last, as far as ``lines`` (newest first) reach."""
    found: dict[str, dt.datetime] = {}
    for line in lines:
        if line.moved:
            found.setdefault(line.event.target, line.event.at)
    return found


def _line(kind: str, event: Event) -> Line:
    step = step_of(kind, event.step)
    return Line(
        event=event,
        step=step_name(kind, event.step),
        party=party_name(event.party),
        source=state_name(kind, event.source) if event.source else "",
        target=state_name(kind, event.target),
        opinion=step is not None and step.label != PLAIN_REASON,
        details=_details(event.detail, _labels(step)),
    )


def _labels(step: Any) -> dict[str, str]:
    """What the form of the step calls its fields, where that is known without making one."""
    fields = getattr(step.form, "base_fields", {}) if step else {}
    return {name: str(field.label or name) for name, field in fields.items()}


def _details(detail: dict[str, Any], labels: dict[str, str]) -> list[tuple[str, str]]:
    found = []
    for name, value in detail.items():
        if name == "files":
            found.append(("材料", "、".join(str(each[0]) for each in value)))
        elif name == "letters":
            found.append(("通知书", "、".join(map(str, value))))
        elif name in labels or name.endswith("_zh"):
            found.append((labels.get(name, name.removesuffix("_zh")), _plain(value)))
        elif name == "handler":
            found.append(("承办人", str(value or "不指定")))
    return [(name, value) for name, value in found if value]


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None or isinstance(value, dict) else str(value)
