"""Methodologies of a programme, their versions, and what experts said of them."""

from methodologies.publishing.models.review import ExpertReview
from methodologies.publishing.models.version import Methodology, MethodologyVersion, State

__all__ = ["ExpertReview", "Methodology", "MethodologyVersion", "State"]
