"""The words for codes that rows carry: of kinds, states, steps and parties. A code that nobody knows
any more is shown as it is. And whose name a reader sees: experts stay unnamed but to the bureau."""

from __future__ import annotations

from collections.abc import Iterable

from registry.casework.kinds import CaseKind, Step, all_kinds
from registry.casework.models import Event
from registry.casework.parties import BUREAU, PARTY_NAMES, Party

# Steps that no kind lists: begin() and assign() take them in every kind.
GENERAL = {"begin": "新建", "assign": "指定承办人"}
NAMED_FOR = BUREAU | {Party.AUDITOR}


def known_kinds() -> dict[str, CaseKind]:
    return {kind.code: kind for kind in all_kinds()}


def kind_name(code: str) -> str:
    kind = known_kinds().get(code)
    return kind.zh if kind else code


def state_name(kind: str, state: str) -> str:
    found = known_kinds().get(kind)
    labels = dict(found.model.states().choices) if found else {}
    return str(labels.get(state, state))


def step_of(kind: str, code: str) -> Step | None:
    found = known_kinds().get(kind)
    return found.steps.get(code) if found else None


def step_name(kind: str, code: str) -> str:
    found = known_kinds().get(kind)
    known = found.record_zh(code) if found else code
    return GENERAL.get(code, code) if known == code else known


def party_name(code: str) -> str:
    names: dict[str, str] = {party.value: name for party, name in PARTY_NAMES.items()}
    return names.get(code, code)


def shown_actor(event: Event, parties: Iterable[Party]) -> str:
    """The name of who took the step, as these parties may read it."""
    if event.party == Party.EXPERT and not NAMED_FOR & frozenset(parties):
        return Party.EXPERT.zh
    return event.actor_name
