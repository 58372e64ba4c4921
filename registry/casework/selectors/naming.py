"""Whose name a reader sees beside a step: experts stay unnamed but to the bureau (屏蔽专家姓名)."""

from __future__ import annotations

from collections.abc import Iterable

from registry.casework.models import Event
from registry.casework.parties import BUREAU, Party

NAMED_FOR = BUREAU | {Party.AUDITOR}


def shown_actor(event: Event, parties: Iterable[Party]) -> str:
    """The name of who took the step, as these parties may read it."""
    if event.party == Party.EXPERT and not NAMED_FOR & frozenset(parties):
        return Party.EXPERT.zh
    return event.actor_name
