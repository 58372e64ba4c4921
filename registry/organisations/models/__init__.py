"""Who can take part: districts, organisations, natural persons, holders, memberships."""

from registry.organisations.models.district import District
from registry.organisations.models.holder import Holder
from registry.organisations.models.membership import MemberRole, Membership
from registry.organisations.models.organisation import Kind, Organisation, Status
from registry.organisations.models.person import IdType, Person

__all__ = [
    "District",
    "Holder",
    "IdType",
    "Kind",
    "MemberRole",
    "Membership",
    "Organisation",
    "Person",
    "Status",
]
