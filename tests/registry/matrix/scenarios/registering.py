"""Where scenarios are kept, by kind and step; and what a page's form is given where that is not what the
service is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.registry.matrix.scene import Scene

Data = dict[str, Any]
Scenario = Callable[[Scene, str], Data]  # the scene, and who takes the step
ToForm = Callable[[Data], Data]

SCENARIOS: dict[tuple[str, str], Scenario] = {}
FORMS: dict[tuple[str, str], ToForm] = {}


def scenario(kinds: str, *steps: str, form: ToForm | None = None) -> Callable[[Scenario], Scenario]:
    """Register a scenario for ``steps`` of each of ``kinds`` (words)."""

    def keep(made: Scenario) -> Scenario:
        for kind in kinds.split():
            for step in steps:
                assert (kind, step) not in SCENARIOS, f"{kind}.{step} has two scenarios"
                SCENARIOS[kind, step] = made
                if form is not None:
                    FORMS[kind, step] = form
        return made

    return keep


def scenario_of(kind: str, step: str) -> Scenario:
    found = SCENARIOS.get((kind, step))
    assert found is not None, f"untested cell: write a scenario for the step {step!r} of {kind!r}"
    return found


def nothing(scene: Scene, who: str) -> Data:
    return {}
