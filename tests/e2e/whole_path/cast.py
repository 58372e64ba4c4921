"""Who walks: the bureau, two experts, the organisations with their people, all able to log in."""

from __future__ import annotations

from dataclasses import dataclass, field

from governance.identity.models import User
from governance.identity.roles import Role
from registry.organisations.models import Organisation
from tests.governance.people import make_staff
from tests.methodologies.publishing.story import need_experts
from tests.registry.casework.people import Company, company
from tests.registry.reductions.world import account_for
from tests.registry.vvb.bodies import body

PROGRAMME, DISTRICT, EXPERTS = "BJ", "110112", 2


@dataclass(frozen=True)
class Team:
    """An organisation, its 经办 and its 复核 (of a body: its 签发人)."""

    organisation: Organisation
    maker: User
    checker: User


def team(made: Company) -> Team:
    users = User.objects.in_bulk([made.maker.user_id, made.checker.user_id])
    return Team(made.organisation, users[made.maker.user_id], users[made.checker.user_id])


def staff(role: Role, name: str) -> User:
    return make_staff(role, real_name=name, programme=PROGRAMME)


@dataclass(frozen=True)
class Cast:
    """The panel is as small as the rule's parameter allows here; the owner has an account."""

    compiler: Team = field(default_factory=lambda: team(company("北京示例节能研究院")))
    owner: Team = field(
        default_factory=lambda: team(company("青岚新能源有限公司", district_code=DISTRICT))
    )
    validator: Team = field(default_factory=lambda: team(body("华审示例认证有限公司")))
    verifier: Team = field(default_factory=lambda: team(body("中测审定核查有限公司")))
    clerk: User = field(default_factory=lambda: staff(Role.MAKER, "李静"))
    checker: User = field(default_factory=lambda: staff(Role.CHECKER, "许国华"))
    approver: User = field(default_factory=lambda: staff(Role.APPROVER, "郑海"))
    experts: list[User] = field(
        default_factory=lambda: [staff(Role.EXPERT, name) for name in ("沈教授", "罗高工")]
    )

    def __post_init__(self) -> None:
        need_experts(EXPERTS)
        account_for(self.owner.organisation)
