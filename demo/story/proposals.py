"""What waits in 复核 for the visitor: some to decide, one near its term, one past it, one refused; and
a checker on leave whose place the approver takes.
"""

from __future__ import annotations

import datetime as dt

from core import clock
from demo.days import business_day
from demo.papers import paper
from demo.story.seconded import ask
from demo.world import World, reference
from governance.audit.approvals.models import Delegation, Status
from governance.audit.approvals.services.deciding import refuse
from governance.audit.approvals.services.delegations import delegate
from governance.audit.approvals.term import term_days
from governance.identity.models import User
from governance.identity.roles import Role
from registry.ledger.approvals import accounts, freezes, opening, units
from registry.ledger.models import Bucket, Hold


def tell(world: World) -> str:
    last = world.days.last
    term = term_days("BJ", last)
    with business_day(last - dt.timedelta(days=term + 1)):
        _open(world, "街道办事处", "CD")  # nobody decided in time
    with business_day(last - dt.timedelta(days=term - 2)):
        _open(world, "低碳开发", "CD")
    with business_day(last):
        _freeze(world)
        _resume(world)
        _cancel(world)
        _transfer_refused(world)
    _leave(world)
    return "待复核 5 项，其中 1 项已超期、1 项将到期；已驳回 1 项；委托 1 项"


def _open(world: World, holder: str, programme: str) -> None:
    number = reference("开户", programme, holder)
    payload = {"programme": programme, "holder": str(world.holders[holder]), "reference": number}
    form = paper("示例开户申请书", number)
    ask(world, programme, opening.OPEN, payload, "示例：依开户申请，材料齐全", form)


def _freeze(world: World) -> None:
    document = f"示例丁法院（{world.days.last.year}）执保52号"
    payload = {
        **world.named("会展服务", "低碳出行"),
        "kind": Hold.Kind.JUDICIAL.value,
        "quantity_t": 5_000,
        "document": document,
        "expires_on": (world.days.last + dt.timedelta(days=180)).isoformat(),
        "reference": reference("冻结", "待复核"),
    }
    order = paper("示例协助执行通知书", document)
    ask(world, "BJ", freezes.FREEZE, payload, "示例：依协助执行通知书，超出部分轮候", order)


def _resume(world: World) -> None:
    account = world.uuid(world.accounts["环境贸易", "CD"])
    payload = {"account": account, "reference": reference("恢复", "环境贸易")}
    ask(world, "CD", accounts.RESUME, payload, "示例：诉讼已结，申请恢复账户")


def _cancel(world: World) -> None:
    payload = {
        **world.named("绿道建设", "绿道"),
        "bucket": Bucket.AVAILABLE.value,
        "quantity_t": 12,
        "cause": "计算差错",
        "reference": reference("取消", "待复核"),
    }
    ask(world, "CD", units.CANCEL, payload, "示例：复算发现多签发 12 吨，申请取消")


def _transfer_refused(world: World) -> None:
    source = world.named("绿行公交", "低碳出行")
    payload = {
        "batch": source["batch"],
        "source": source["account"],
        "destination": world.named("氢行物流", "低碳出行")["account"],
        "quantity_t": 500,
        "reference": reference("过户", "驳回"),
    }
    approval = ask(world, "BJ", units.TRANSFER, payload, "示例：双方协商过户")
    if approval.status == Status.PENDING:
        refuse(
            actor=world.staff("checker", "BJ"),
            approval=approval.uuid,
            reason="示例：协商转让不属于非交易过户的情形，请通过交易机构交易",
        )


def _leave(world: World) -> None:
    """Chengdu's checker is on leave for a week from the moment of telling (roles are granted then, not
    on a day of the story); the approver stands in."""
    giver = User.objects.get(username="cd.checker")
    if not Delegation.objects.filter(giver=giver).exists():
        delegate(
            actor=world.staff("checker", "CD"),
            giver=giver,
            taker=User.objects.get(username="cd.approver"),
            role=Role.CHECKER.value,
            programme="CD",
            valid_to=clock.now() + dt.timedelta(days=7),
            reason="示例：休假期间由领导审批人员代行复核",
        )
