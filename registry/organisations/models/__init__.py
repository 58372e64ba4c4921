"""Who can take part: districts, organisations, natural persons, holders known from other registries,
memberships, and applications for one.
"""

from registry.organisations.models.district import District
from registry.organisations.models.enrolment import (
    Enrolment,
    EnrolmentAim,
    EnrolmentPaper,
    EnrolmentStatus,
)
from registry.organisations.models.external import ExternalHolder
from registry.organisations.models.holder import Holder
from registry.organisations.models.membership import MemberRole, Membership
from registry.organisations.models.organisation import Kind, Organisation, Status
from registry.organisations.models.person import IdType, Person

__all__ = [
    "District",
    "Enrolment",
    "EnrolmentAim",
    "EnrolmentPaper",
    "EnrolmentStatus",
    "ExternalHolder",
    "Holder",
    "IdType",
    "Kind",
    "MemberRole",
    "Membership",
    "Organisation",
    "Person",
    "Status",
]
