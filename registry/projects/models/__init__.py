"""Projects, what hangs on them, mandates, and changes to what is registered."""

from registry.projects.models.change import ChangeState, ProjectChange
from registry.projects.models.claim import ElsewhereClaim
from registry.projects.models.explanation import Explanation
from registry.projects.models.mandate import Mandate, Scope
from registry.projects.models.project import Project, State
from registry.projects.models.share import ProjectShare

__all__ = [
    "ChangeState",
    "ElsewhereClaim",
    "Explanation",
    "Mandate",
    "Project",
    "ProjectChange",
    "ProjectShare",
    "Scope",
    "State",
]
