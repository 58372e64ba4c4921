"""The rights and states of every kind of case as pages for people: printed from the tables that the program
itself works by (docs/rights.md, docs/states.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from registry.casework.kinds import CaseKind, Step
from registry.casework.parties import OWNER, Party
from registry.casework.selectors.progress import is_closed
from registry.casework.services.assigning import ASSIGN

RIGHTS_HEAD = """# 谁能在什么状态办理什么 / Rights

本页由 `manage.py rights --markdown` 从各类办件的步骤表生成，测试保证它与程序一致：
页面上的按钮、服务的检查和本页读的是同一张表。
格中“提出”的步骤须两人办理，提出后由格中有“复核”的一方决定。
Printed by `manage.py rights --markdown` from the tables of steps; a test keeps this page current.
Buttons, services and this page read the same table."""
STATES_HEAD = """# 各类办件的状态 / States

本页由 `manage.py rights --states` 从状态机和步骤表生成，测试保证它与程序一致。箭头上是步骤和办理人。
Printed by `manage.py rights --states` from the transitions and the tables of steps; a test keeps
it current."""


def cells(kind: CaseKind) -> Iterator[tuple[str, Party, str]]:
    """Every cell that holds something: state, party, what that party does there. In a state that is
    hidden (a draft) only the applicant's side does anything, whatever the step says of others."""
    for state in kind.model.states().values:
        for step in _steps(kind):
            if state not in step.states:
                continue
            for party in _who(kind, state, step.parties):
                yield state, party, f"复核{step.zh}" if step.second else step.zh
            for party in _who(kind, state, step.proposers):
                yield state, party, f"提出{step.zh}"


def _who(kind: CaseKind, state: str, parties: Iterable[Party]) -> list[Party]:
    return sorted(p for p in parties if p in OWNER or state not in kind.hidden)


def rights_text(kinds: Iterable[CaseKind]) -> str:
    """One line for each cell, to be searched with grep."""
    return "\n".join(
        f"{kind.zh}\t{_state(kind, state)}\t{party.zh}\t{act}"
        for kind in kinds for state, party, act in cells(kind)
    )  # fmt: skip


def rights_markdown(kinds: Iterable[CaseKind]) -> str:
    return "\n\n".join([RIGHTS_HEAD, *(_matrix(kind) for kind in kinds)])


def states_markdown(kinds: Iterable[CaseKind]) -> str:
    return "\n\n".join([STATES_HEAD, *(_diagram(kind) for kind in kinds)])


def _steps(kind: CaseKind) -> list[Step]:
    """The kind's steps and, where it has none of its own, that of naming a handler."""
    if ASSIGN.code in kind.steps:
        return list(kind.steps.values())
    every = kind.model.states().values
    open_states = {
        state for state in every if state not in kind.hidden and not is_closed(kind, state)
    }
    general = Step(ASSIGN.code, ASSIGN.zh, ASSIGN.en, ASSIGN.parties, frozenset(open_states))
    return [*kind.steps.values(), general]


def _matrix(kind: CaseKind) -> str:
    found: dict[tuple[str, Party], list[str]] = {}
    for state, party, act in cells(kind):
        found.setdefault((state, party), []).append(act)
    parties = [party for party in Party if any(p is party for _, p in found)]
    rows = [["状态", *(party.zh for party in parties)], ["---"] * (len(parties) + 1)]
    for state in kind.model.states().values:
        if any(s == state for s, _ in found):
            acts = ("、".join(found.get((state, party), [])) for party in parties)
            rows.append([_state(kind, state), *acts])
    return f"## {kind.zh}（{kind.code}）\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _diagram(kind: CaseKind) -> str:
    lines = [f"## {kind.zh}（{kind.code}）", "", "```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{label}" as {state}' for state, label in kind.model.states().choices]
    lines.append("    [*] --> draft")
    by_move: dict[str, list[Step]] = {}
    for step in kind.steps.values():
        by_move.setdefault(step.move, []).append(step)
    lines += sorted(
        f"    {move.source} --> {move.target}{_how(by_move.get(move.name, []), move.source)}"
        for move in _moves(kind)
    )
    closed = [state for state in kind.model.states().values if is_closed(kind, state)]
    return "\n".join([*lines, *(f"    {state} --> [*]" for state in closed), "```"])


def _moves(kind: CaseKind) -> Iterable[Any]:
    draft: Any = kind.model(kind=kind.code)
    return list(draft.get_all_state_transitions())


def _how(steps: Iterable[Step], source: str) -> str:
    """The steps that make a move; nothing where the program itself makes it."""
    told = [
        f"{step.zh}（{'、'.join(party.zh for party in sorted(step.parties))}）"
        for step in steps
        if source in step.states
    ]
    return f": {'；'.join(told)}" if told else ""


def _state(kind: CaseKind, state: str) -> str:
    return str(dict(kind.model.states().choices)[state])
