"""Which steps a person is offered in a case now: the rows of the kind's table that fit."""

from __future__ import annotations

from typing import Any

from registry.casework.kinds import Step, kind_of
from registry.casework.selectors.standing import Standing


def offered_steps(case: Any, standing: Standing) -> list[Step]:
    """Steps this person may take (or, where two are needed, propose) in the present state."""
    found = []
    for step in kind_of(case).steps.values():
        who = step.proposers if step.second else step.parties
        if case.state in step.states and who & standing.parties and step.offered(case):
            found.append(step)
    return found
