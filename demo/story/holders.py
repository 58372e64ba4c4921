"""Organisations, residents, and who acts for them: one user of each, and two more (经办 and 复核)
where cases take two."""

from __future__ import annotations

from uuid import UUID

from demo.cast.holders import COMPANIES, RESIDENTS, Company, Resident
from demo.cast.members import PAIRS
from demo.cast.people import Person
from demo.codes import sample_resident_id, sample_uscc
from demo.days import business_day
from demo.story.people import ensure_user
from demo.world import World
from governance.identity.models import User
from governance.identity.selectors import actor_of
from registry.organisations.models import IdType, MemberRole, Membership, Organisation
from registry.organisations.selectors.persons import persons_with_id
from registry.organisations.services.memberships import add_membership
from registry.organisations.services.register_organisation import register_organisation
from registry.organisations.services.register_person import register_person


def tell(world: World) -> str:
    with business_day(world.days.beginning):
        for number, company in enumerate(COMPANIES, 1):
            _company(world, company, number)
        for number, resident in enumerate(RESIDENTS, 1):
            world.holders[resident.key] = _person(world, resident, number)
    pairs = f"{len(PAIRS)} 家另有经办、复核各一人"
    return f"单位 {len(COMPANIES)} 家（{pairs}），个人 {len(RESIDENTS)} 人"


def _company(world: World, company: Company, number: int) -> None:
    organisation = _organisation(world, company, number)
    world.holders[company.key] = organisation.uuid
    world.companies[company.key] = organisation
    _member(world, company.username, company.member, organisation, MemberRole.ADMIN)
    pair = PAIRS.get(company.key)
    if pair is None:
        return
    for who, role, actors in (
        (pair.clerk, MemberRole.MAKER, world.clerks),
        (pair.signer, MemberRole.CHECKER, world.signers),
    ):
        user = _member(world, who.username, who.real_name, organisation, role)
        actors[company.key] = actor_of(user)


def _organisation(world: World, company: Company, number: int) -> Organisation:
    code = sample_uscc(company.prefix, company.place, number)
    return Organisation.objects.filter(uscc=code).first() or register_organisation(
        actor=world.staff("maker", "CD" if company.place.startswith("51") else "BJ"),
        reason="示例：依单位登记申请",
        uscc=code,
        name_zh=company.name_zh,
        name_en=company.name_en,
        kinds=list(company.kinds),
        district_code=company.district,
        contact_name=company.member,
    )


def _member(
    world: World, username: str, name: str, organisation: Organisation, role: MemberRole
) -> User:
    user = _user(username, name)
    if not Membership.objects.filter(user=user, organisation=organisation).exists():
        add_membership(
            actor=world.staff("maker", "BJ"),
            reason="示例：依单位授权书",
            organisation=organisation.uuid,
            user=user,
            role=role,
        )
    return user


def _person(world: World, resident: Resident, number: int) -> UUID:
    identity = sample_resident_id(resident.born, number)
    known = persons_with_id(identity)
    person = (
        known[0]
        if known
        else register_person(
            actor=world.staff("maker", "BJ"),
            reason="示例：依个人实名申请",
            real_name=resident.real_name,
            id_type=IdType.RESIDENT_ID,
            id_number=identity,
            district_code=resident.district,
            user=_user(resident.username, resident.real_name),
        )
    )
    return person.uuid


def _user(username: str, real_name: str) -> User:
    return ensure_user(Person(username, real_name, "", ()), is_staff=False)
