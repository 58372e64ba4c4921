"""A user who acts for an organisation, for tests."""

from __future__ import annotations

from governance.identity.models import User
from governance.identity.roles import Role
from registry.organisations.models import MemberRole, Organisation
from registry.organisations.services.memberships import add_membership
from tests.governance.people import make_actor, make_user
from tests.registry.organisations.holders import make_organisation


def make_member(
    role: MemberRole = MemberRole.ADMIN,
    organisation: Organisation | None = None,
    user: User | None = None,
    real_name: str = "孙会员",
) -> tuple[User, Organisation]:
    user = user or make_user(real_name)
    organisation = organisation or make_organisation()
    add_membership(
        actor=make_actor(Role.MAKER),
        reason="测试",
        organisation=organisation.uuid,
        user=user,
        role=role,
    )
    return user, organisation
