"""Validating and verifying bodies with their accreditation, and the mandate of an agent."""

from __future__ import annotations

import datetime as dt

from demo.days import business_day
from demo.world import World
from methodologies.definition import PRODUCT_CLASSES
from registry.organisations.models import Organisation
from registry.projects.models import Mandate, Scope
from registry.projects.services.mandates import grant_mandate
from registry.vvb.models import Accreditation
from registry.vvb.services.accreditations import accredit

BODIES = ("核查认证", "检验认证")
OWNER, AGENT = "绿行公交", "碳资产"


def tell(world: World) -> str:
    with business_day(world.days.beginning) as day:
        for number, key in enumerate(BODIES, 1):
            _accredit(world, world.companies[key], f"示例认可〔{day.year}〕{number} 号", day)
        _mandate(world, world.companies[OWNER], world.companies[AGENT], day)
    return f"审定核查机构 {len(BODIES)} 家，委托 1 项"


def body_for(world: World, programme: str, *, verifying: bool) -> str:
    """Which body: a project is verified by another than validated it (R-VVB-01)."""
    return BODIES[verifying != (programme == "CD")]


def _accredit(world: World, body: Organisation, document: str, day: dt.date) -> None:
    if not Accreditation.objects.filter(organisation=body).exists():
        accredit(
            actor=world.staff("maker", "BJ"),
            reason="示例：依认可文件登记",
            organisation=body.pk,
            scopes=PRODUCT_CLASSES,
            document=document,
            valid_from=day - dt.timedelta(days=200),
            valid_to=day + dt.timedelta(days=5 * 365),
        )


def _mandate(world: World, owner: Organisation, agent: Organisation, day: dt.date) -> None:
    if not Mandate.objects.filter(owner=owner, agent=agent).exists():
        grant_mandate(
            actor=world.signers[OWNER],
            owner=owner,
            agent=agent,
            scopes=[Scope.APPLY],
            valid_from=day,
            valid_to=day + dt.timedelta(days=3 * 365),
            document=f"示例委托书〔{day.year}〕1 号",
            reason="示例：委托代办项目申请",
        )
