"""Projects."""

from registry.projects.models.project import Project, State

__all__ = ["Project", "State"]
