"""One person for each part in a case, and those who have none."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from core import clock
from governance.audit.recording import recording
from governance.identity.models import User
from governance.identity.roles import Role
from registry.casework.models import Case, Participant
from registry.casework.parties import Party
from registry.casework.services.participants import take_in
from registry.organisations.models import Kind, MemberRole, Membership, Organisation
from registry.vvb.services.accreditations import accredit
from tests.governance.people import make_staff
from tests.registry.casework.people import CLERK, Company, company, member_of, staff
from tests.registry.matrix import cells
from tests.registry.organisations.holders import make_organisation
from tests.registry.vvb.bodies import ALL, body

PROGRAMME, ELSEWHERE = "BJ", "CD"
DISTRICT, OTHER_DISTRICT = "110105", "110106"
IN_PROGRAMME = {
    Party.MAKER: Role.MAKER, Party.CHECKER: Role.CHECKER, Party.APPROVER: Role.APPROVER,
    Party.SUPERVISOR: Role.SUPERVISOR, Party.OPERATOR: Role.OPERATOR, Party.EXPERT: Role.EXPERT,
    cells.OTHER_EXPERT: Role.EXPERT,
}  # fmt: skip
EVERYWHERE = {
    Party.AUDITOR: Role.AUDIT_ADMIN, cells.SYSTEM_ADMIN: Role.SYSTEM_ADMIN,
    cells.SECURITY_ADMIN: Role.SECURITY_ADMIN,
}  # fmt: skip


def user_of(organisation: Organisation, role: str) -> User:
    return User.objects.get(pk=member_of(organisation, role).user_id)


def make_people() -> tuple[dict[str, User], Company, Company]:
    """Everybody of :data:`cells.WHO`, the applicant and the body."""
    owner = company(district_code=DISTRICT)
    at_work = body()
    by_id = User.objects.in_bulk(
        [each.user_id for each in (owner.maker, owner.checker, at_work.maker, at_work.checker)]
    )
    users: dict[str, User] = {
        Party.OWNER_MAKER: by_id[owner.maker.user_id],
        Party.OWNER_CHECKER: by_id[owner.checker.user_id],
        Party.VVB_MAKER: by_id[at_work.maker.user_id],
        Party.VVB_CHECKER: by_id[at_work.checker.user_id],
    }
    for who, role in IN_PROGRAMME.items():
        users[who] = make_staff(role, programme=PROGRAMME, real_name=f"员工{who}")
    for who, role in EVERYWHERE.items():
        users[who] = make_staff(role, real_name=f"员工{who}")
    for who, district in ((Party.DISTRICT, DISTRICT), (cells.OTHER_DISTRICT, OTHER_DISTRICT)):
        users[who] = make_staff(Role.DISTRICT, programme=PROGRAMME, district_code=district)
    users[cells.OTHER_STAFF] = make_staff(
        Role.MAKER, Role.CHECKER, Role.APPROVER, programme=ELSEWHERE
    )
    users[cells.STRANGER] = make_staff()
    users[cells.OTHER_MEMBER] = user_of(make_organisation(), MemberRole.ADMIN)
    users[cells.OTHER_BODY] = user_of(_other_body(), MemberRole.ADMIN)
    users[cells.FORMER_MEMBER] = _former(owner.organisation)
    return users, owner, at_work


def _other_body() -> Organisation:
    found = make_organisation(kinds=[Kind.VERIFIER])
    accredit(
        actor=staff(Role.MAKER), reason="按批准文件登记", organisation=found.pk, scopes=ALL,
        document="市监批〔2025〕4 号", valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2090, 1, 1),
    )  # fmt: skip
    return found


def _former(organisation: Organisation) -> User:
    user = user_of(organisation, MemberRole.ADMIN)
    with recording(CLERK, "测试"):
        Membership.objects.filter(user=user).update(
            valid_from=F("valid_from") - dt.timedelta(days=9), valid_to=clock.now()
        )
    return user


def take_all_in(case: Case, body: Company, expert: User) -> None:
    """Body and expert take part, whatever the state."""
    validating = case.kind == "project"
    part = Participant.As.VALIDATOR if validating else Participant.As.VERIFIER
    take_in(case, part, organisation=body.organisation)
    take_in(case, Participant.As.EXPERT, user=expert.pk)
