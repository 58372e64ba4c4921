"""Tells the story in order of its days. Every act has a reference of its own and every person a
name, so that telling it again, also after an interruption, only adds what is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from core import clock
from demo.cast.people import SYSTEM
from demo.days import BEGUN, Days, business_day
from demo.story import (
    accounts,
    bodies,
    endings,
    freezes,
    holders,
    market,
    methodologies,
    people,
    programs,
    projects,
    proposals,
    reports,
)
from demo.world import World
from governance.audit.approvals.models import Approval, Delegation
from governance.identity.models import ApiClient, ApiKey, RoleGrant, User
from registry.casework.models import Case, CaseFile, Comment, Event
from registry.ledger.models import Entry, Move, Request
from registry.organisations.models import Membership, Organisation, Person
from registry.projects.models import Mandate
from registry.vvb.models import Accreditation

COUNTED = (
    *(User, RoleGrant, Organisation, Person, Membership, Request, Entry, Move),
    *(Approval, Delegation, ApiClient, ApiKey, Accreditation, Mandate),
    *(Case, Event, CaseFile, Comment),
)
Say = Callable[[str], None]


def tell(say: Say) -> bool:
    """Tell the whole story; whether anything was added."""
    before = _counts()
    world = World(_days())
    chapters = (
        ("人员与角色", people.tell),
        ("接口客户端", programs.tell),
        ("单位与个人", holders.tell),
        ("机构与委托", bodies.tell),
        ("方法学", methodologies.tell),
        ("项目", projects.tell),
        ("账户", accounts.tell),
        ("核算报告与签发", reports.tell),
    )
    steps = len(chapters) + len(world.days.market) + 1
    for number, (title, chapter) in enumerate(chapters, 1):
        say(f"[{number:2}/{steps}] {title}：{chapter(world)}")
    for day, date in enumerate(world.days.market):
        number = len(chapters) + day + 1
        say(f"[{number:2}/{steps}] {date:%Y-%m-%d}：{_tell_day(world, day, date)}")
    say(f"[{steps:2}/{steps}] 复核：{proposals.tell(world)}")
    return _counts() != before


def _tell_day(world: World, day: int, date: dt.date) -> str:
    with business_day(date):
        traded = market.tell_day(world, day, date)
        accounts.tell_day(world, day)
        freezes.tell_day(world, day, date)
        endings.tell_day(world, day)
    return traded


def _days() -> Days:
    """Counted from the first telling: the day of its first appointment says when that was."""
    first = RoleGrant.objects.filter(user__username=SYSTEM).order_by("valid_from").first()
    if first is None:
        return Days(clock.today())
    return Days(first.valid_from.astimezone(clock.SHANGHAI).date() + dt.timedelta(days=BEGUN))


def _counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]
