"""Holding accounts: opened programme by programme; one closed, one suspended later on.
Each is proposed by the maker and done when the checker approves."""

from __future__ import annotations

import datetime as dt

from demo.cast.holders import COMPANIES, RESIDENTS
from demo.days import business_day
from demo.papers import paper
from demo.story.seconded import do
from demo.world import World, reference
from governance.identity.models import User
from registry.ledger.approvals import accounts, opening
from registry.ledger.models import Account
from registry.ledger.selectors.actors import acting_user

PROGRAMMES = ("BJ", "CD", "CCER")


def tell(world: World) -> str:
    everyone = (*COMPANIES, *RESIDENTS)
    for later, programme in enumerate(PROGRAMMES):
        with business_day(world.days.opening + dt.timedelta(days=later)):
            for holder in everyone:
                if programme in holder.accounts:
                    _open(world, holder.key, programme)
    for holder in everyone:
        world.members[holder.key] = acting_user(User.objects.get(username=holder.username))
    return f"开立账户 {len(world.accounts)} 个（{'、'.join(PROGRAMMES)}）"


def _open(world: World, holder: str, programme: str) -> None:
    number = reference("开户", programme, holder)
    done = do(
        world,
        programme,
        opening.OPEN,
        {"programme": programme, "holder": str(world.holders[holder]), "reference": number},
        "示例：依开户申请，材料齐全",
        paper("示例开户申请书", number),
    )
    world.accounts[holder, programme] = Account.objects.get(uuid=done["account"]).id


def tell_day(world: World, day: int) -> None:
    if day == 2:
        _status(world, "旧城改造", "BJ", accounts.CLOSE, "销户", "示例：单位申请销户，账户无余额")
    if day == 7:
        _status(world, "环境贸易", "CD", accounts.SUSPEND, "停用", "示例：涉诉期间停用账户")


def _status(world: World, holder: str, programme: str, kind: str, word: str, reason: str) -> None:
    account = world.uuid(world.accounts[holder, programme])
    payload = {"account": account, "reference": reference(word, holder)}
    do(world, programme, kind, payload, reason)
