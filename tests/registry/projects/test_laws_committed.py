"""Laws of projects that show only between transactions."""

from __future__ import annotations

import pytest

from tests.registry.casework.test_laws import refused
from tests.registry.projects.test_changes import in_review
from tests.registry.projects.walking import Walk

pytestmark = pytest.mark.laws


def test_an_approved_change_serves_in_its_own_transaction_only(fresh_database: object) -> None:
    walk = Walk().registered()
    change = in_review(walk, address="通州区另一处一号院")
    refused("projects_content_stays", "UPDATE projects_project SET address = 'x'")
    change.decide("approve")
    assert walk.now().address == "通州区另一处一号院"
    refused("projects_content_stays", "UPDATE projects_project SET address = 'x'")
