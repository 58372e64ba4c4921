"""Holding accounts: opened programme by programme; one closed, one suspended later on."""

from __future__ import annotations

import datetime as dt

from demo.cast.holders import COMPANIES, RESIDENTS
from demo.days import business_day
from demo.world import World, reference
from governance.identity.models import User
from registry.ledger.selectors.actors import acting_user
from registry.ledger.services.accounts import close_account, open_account, suspend_account

PROGRAMMES = ("BJ", "CD", "CCER")
FIRST = reference("开户", "BJ", COMPANIES[0].key)  # its day is the anchor of all others


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
    account = open_account(
        actor=world.staff("maker", programme),
        programme=programme,
        holder=world.holders[holder],
        reason="示例：依开户申请，材料齐全",
        reference=reference("开户", programme, holder),
    )
    world.accounts[holder, programme] = account.id


def tell_day(world: World, day: int) -> None:
    if day == 2:
        close_account(
            actor=world.staff("checker", "BJ"),
            account=world.accounts["旧城改造", "BJ"],
            reason="示例：单位申请销户，账户无余额",
            reference=reference("销户", "旧城改造"),
        )
    if day == 7:
        suspend_account(
            actor=world.staff("checker", "CD"),
            account=world.accounts["环境贸易", "CD"],
            reason="示例：涉诉期间停用账户",
            reference=reference("停用", "环境贸易"),
        )
