"""The bureau's pages on holders. They collect and show; the services of this app write."""

from registry.organisations.admin import (
    districts,
    enrolments,
    holders,
    memberships,
    organisations,
    persons,
)

__all__ = ["districts", "enrolments", "holders", "memberships", "organisations", "persons"]
