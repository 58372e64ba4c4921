"""The freezes of the story; documents and courts are invented, ``{year}`` is filled in."""

from __future__ import annotations

from typing import NamedTuple

from registry.ledger.models import Hold

JUDICIAL, REGULATOR, PLEDGE = Hold.Kind.JUDICIAL, Hold.Kind.REGULATOR, Hold.Kind.PLEDGE


class Freeze(NamedTuple):
    """Set on market day ``day``, for ``days`` days (None: until further notice)."""

    day: int
    key: str
    kind: Hold.Kind
    holder: str
    batch: str
    quantity_t: int
    document: str
    reason: str
    days: int | None = None


FREEZES = (
    Freeze(
        2, "到期", REGULATOR, "低碳开发", "氢燃料", 500,
        "示例环监〔{year}〕11号", "示例：核查期间临时冻结", 1,
    ),
    Freeze(
        2, "续冻", REGULATOR, "再生资源", "废塑料", 600,
        "示例环监〔{year}〕12号", "示例：核查期间临时冻结", 1,
    ),
    Freeze(
        2, "质押", PLEDGE, "绿行公交", "低碳出行", 20_000,
        "示例质押合同〔{year}〕001号", "示例：依质押合同，质权人为北京示例绿色银行股份有限公司",
    ),
    # More is frozen than the trader holds: the rest, and all of the later two, wait (轮候).
    Freeze(
        3, "首封", JUDICIAL, "环境贸易", "废塑料", 5_000,
        "示例甲法院（{year}）执保21号", "示例：依协助执行通知书", 180,
    ),
    Freeze(
        3, "轮候一", JUDICIAL, "环境贸易", "废塑料", 1_000,
        "示例乙法院（{year}）执保8号", "示例：依协助执行通知书", 180,
    ),
    Freeze(
        3, "轮候二", REGULATOR, "环境贸易", "废塑料", 800,
        "示例环监〔{year}〕15号", "示例：依监管决定",
    ),
    Freeze(
        4, "扣划", JUDICIAL, "低碳开发", "油改电", 300,
        "示例丙法院（{year}）执保33号", "示例：依协助执行通知书", 90,
    ),
    Freeze(
        4, "虚假", REGULATOR, "氢行物流", "氢燃料", 120,
        "示例环监〔{year}〕16号", "示例：监测数据存疑，先行冻结",
    ),
)  # fmt: skip
