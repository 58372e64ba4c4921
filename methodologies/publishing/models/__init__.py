"""Methodologies of a programme and their versions."""

from methodologies.publishing.models.version import Methodology, MethodologyVersion, State

__all__ = ["Methodology", "MethodologyVersion", "State"]
