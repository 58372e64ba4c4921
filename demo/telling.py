"""Tells the story in order of its days. Every act has a reference of its own and every person a
name, so that telling it again, also after an interruption, only adds what is missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from core import clock
from demo.days import OPENED, Days, business_day
from demo.story import (
    accounts,
    endings,
    freezes,
    holders,
    issuance,
    market,
    people,
    programs,
    proposals,
)
from demo.world import World
from governance.audit.approvals.models import Approval, Delegation
from governance.identity.models import ApiClient, ApiKey, RoleGrant, User
from registry.ledger.models import Entry, Move, Request
from registry.organisations.models import Membership, Organisation, Person

COUNTED = (
    *(User, RoleGrant, Organisation, Person, Membership, Request, Entry, Move),
    *(Approval, Delegation, ApiClient, ApiKey),
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
        ("账户", accounts.tell),
        ("签发", issuance.tell),
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
    """Counted from the first telling: the day of its first entry says when that was."""
    first = Entry.objects.filter(source="registry", reference=accounts.FIRST).first()
    return Days(first.on_date + dt.timedelta(days=OPENED) if first else clock.today())


def _counts() -> list[int]:
    return [model._default_manager.count() for model in COUNTED]
