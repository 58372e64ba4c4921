"""What has to be so, and what is given, for each step of each kind to succeed in each of its states.

A scenario prepares the scene by other people's steps and returns the data of the step. A step without
one is an untested cell, and a failure.
"""

from __future__ import annotations

from tests.registry.matrix.scenarios import changes, methodologies, projects, reports
from tests.registry.matrix.scenarios.registering import FORMS, SCENARIOS, scenario_of

__all__ = ["FORMS", "SCENARIOS", "changes", "methodologies", "projects", "reports", "scenario_of"]
