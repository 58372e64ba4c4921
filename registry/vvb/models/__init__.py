"""Accredited bodies, their engagements and findings."""

from registry.vvb.models.accreditation import Accreditation
from registry.vvb.models.engagement import Conclusion, Engagement, Mode, Role
from registry.vvb.models.finding import Finding

__all__ = ["Accreditation", "Conclusion", "Engagement", "Finding", "Mode", "Role"]
