"""Freezes and reservations: a queue of three, one that expires, one renewed, one executed, one that
ends in forced cancellation, a pledge, and units kept for an offset application."""

from __future__ import annotations

import datetime as dt

from demo.cast.freezes import FREEZES, Freeze
from demo.cast.reports import PROGRAMME_OF
from demo.papers import paper
from demo.story.seconded import do
from demo.world import World, reference
from registry.ledger.approvals import freezes as kinds
from registry.ledger.approvals.units import CANCEL_FROZEN
from registry.ledger.services import holds


def tell_day(world: World, day: int, date: dt.date) -> None:
    for freeze in FREEZES:
        if freeze.day == day:
            _freeze(world, freeze, date)
    later = {3: _renew, 5: _reserve, 6: _execute, 7: _cancel}
    if day == 5:
        _expire(world)
    if day == 6:
        _unfreeze_part(world)
    if day in later:
        later[day](world, date)


def _freeze(world: World, freeze: Freeze, date: dt.date) -> None:
    expires_on = None if freeze.days is None else date + dt.timedelta(days=freeze.days)
    document = freeze.document.format(year=world.days.last.year)
    payload = {
        **world.named(freeze.holder, freeze.batch),
        "kind": freeze.kind.value,
        "quantity_t": freeze.quantity_t,
        "document": document,
        "expires_on": expires_on and expires_on.isoformat(),
        "reference": reference("冻结", freeze.key),
    }
    order = paper("示例冻结文书", document)
    done = do(world, PROGRAMME_OF[freeze.batch], kinds.FREEZE, payload, freeze.reason, order)
    world.holds[freeze.key] = done["hold"]


def _renew(world: World, date: dt.date) -> None:
    payload = {
        "hold": world.hold_uuid("续冻"),
        "expires_on": (date + dt.timedelta(days=60)).isoformat(),
        "document": f"示例环监〔{date.year}〕14号",
        "reference": reference("续冻", "再生资源"),
    }
    do(world, "CD", kinds.RENEW, payload, "示例：核查尚未结束，续冻")


def _expire(world: World) -> None:
    holds.expire(
        actor=world.actors["operator"],
        hold=world.holds["到期"],
        reason="示例：冻结期限届满，自动解除",
        reference=reference("到期解除", "低碳开发"),
    )


def _reserve(world: World, date: dt.date) -> None:
    """A key emitter's units, kept while its offset application is looked at."""
    reply = holds.reserve(
        actor=world.members["运河热力"],
        **world.place("运河热力", "低碳出行"),
        quantity_t=1_500,
        document=f"示例抵销申请〔{date.year}〕002号",
        reason="示例：抵销申请审核期间预留",
        reference=reference("预留", "运河热力"),
    )
    world.holds["抵销"] = reply["hold"]


def _unfreeze_part(world: World) -> None:
    """What one freeze lets go the next in the queue takes; none of it becomes free."""
    payload = {
        "hold": world.hold_uuid("首封"),
        "quantity_t": 1_000,
        "document": f"示例甲法院（{world.days.last.year}）执保21号之一",
        "reference": reference("解冻", "环境贸易"),
    }
    do(world, "CD", kinds.UNFREEZE, payload, "示例：依部分解除冻结通知书")


def _execute(world: World, date: dt.date) -> None:
    payload = {
        "hold": world.hold_uuid("扣划"),
        "destination": world.uuid(world.accounts["绿色银行", "BJ"]),
        "document": f"示例丙法院（{date.year}）执34号",
        "reference": reference("扣划", "低碳开发"),
    }
    do(world, "BJ", kinds.EXECUTE, payload, "示例：依执行裁定书扣划")


def _cancel(world: World, date: dt.date) -> None:
    payload = {
        "hold": world.hold_uuid("虚假"),
        "document": f"示例环罚〔{date.year}〕2号",
        "cause": "监测数据虚假",
        "reference": reference("强制取消", "氢行物流"),
    }
    reason = "示例：监测数据虚假，强制取消等量减排量"
    do(world, "BJ", CANCEL_FROZEN, payload, reason, by="approver")
