"""Where units leave for good: withdrawn from trading and retired for a purpose, or cancelled as an
error. Also a non-trade transfer between two companies."""

from __future__ import annotations

from demo.papers import paper
from demo.story.seconded import do
from demo.world import World, reference
from registry.ledger.approvals import units as kinds
from registry.ledger.models import Bucket
from registry.ledger.services import units


def tell_day(world: World, day: int) -> None:
    if day == 3:
        _withdraw(world, "运河热力", "低碳出行", 2_000)
        _withdraw(world, "会展服务", "低碳出行", 1_000)
        _withdraw(world, "张示例", "油改电", 5)
        _retire(world, "张示例", "油改电", 2, "personal", "张示例", "示例：个人自愿注销")
    if day == 4:
        _withdraw(world, "绿色银行", "油改电", 1_000)
        _withdraw(world, "亦庄电子", "低碳出行", 2_000)
        _withdraw(world, "轨道装备", "绿道", 900)
        _retire(
            world, "会展服务", "低碳出行", 860, "event_neutrality", "示例国际低碳论坛组委会",
            "示例：会议碳中和", event="示例国际低碳论坛",
        )  # fmt: skip
        _transfer(world)
    if day == 5:
        _withdraw(world, "街道办事处", "低碳出行", 200)
        _retire(
            world, "绿色银行", "油改电", 500, "public_welfare", "北京示例绿色银行股份有限公司",
            "示例：公益捐赠注销",
        )  # fmt: skip
        _retire(
            world, "轨道装备", "绿道", 350, "corporate_offset", "成都示例轨道装备有限公司",
            "示例：企业自愿抵消上一年度排放",
        )  # fmt: skip
        _cancel(world)
    if day == 6:
        _retire(
            world, "亦庄电子", "低碳出行", 1_000, "corporate_offset", "北京示例亦庄电子制造有限公司",
            "示例：企业自愿抵消上一年度排放",
        )  # fmt: skip
        _retire(
            world, "街道办事处", "低碳出行", 120, "event_neutrality", "示例通州某街道办事处",
            "示例：运动会碳中和", event="示例社区运动会",
        )  # fmt: skip


def _withdraw(world: World, holder: str, batch: str, quantity_t: int) -> None:
    units.withdraw(
        actor=world.members[holder],
        **world.place(holder, batch),
        quantity_t=quantity_t,
        reason="示例：转出交易",
        reference=reference("转出", holder, batch),
    )


def _retire(
    world: World, holder: str, batch: str, quantity_t: int,
    purpose: str, beneficiary: str, reason: str, **more: str,
) -> None:  # fmt: skip
    units.retire(
        actor=world.members[holder],
        **world.place(holder, batch),
        quantity_t=quantity_t,
        reason=reason,
        reference=reference("注销", holder, batch),
        detail={"purpose": purpose, "beneficiary": beneficiary, **more},
    )


def _transfer(world: World) -> None:
    source = world.named("绿行公交", "低碳出行")
    payload = {
        "batch": source["batch"],
        "source": source["account"],
        "destination": world.named("氢行物流", "低碳出行")["account"],
        "quantity_t": 2_000,
        "document": "示例分立协议第1号",
        "reference": reference("过户", "分立"),
    }
    agreement = paper("示例分立协议", "示例分立协议第1号")
    do(world, "BJ", kinds.TRANSFER, payload, "示例：企业分立，依分立协议过户", agreement)


def _cancel(world: World) -> None:
    payload = {
        **world.named("绿道建设", "绿道"),
        "bucket": Bucket.AVAILABLE.value,
        "quantity_t": 36,
        "cause": "计算差错",
        "reference": reference("取消", "绿道建设"),
    }
    reason = "示例：计算差错，更正多签发的减排量"
    do(world, "CD", kinds.CANCEL, payload, reason, by="approver")
