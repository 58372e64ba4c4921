"""Who lists what, and the trades of which the story depends. Days count from 0, the day of the
deposits; prices in CNY a tonne are invented."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Deal(NamedTuple):
    """One trade of the story; ``order`` names the sell order it is delivered from."""

    day: int
    seller: str
    buyer: str
    batch: str
    quantity_t: int
    price_cny: Decimal
    order: str = ""


class Crowd(NamedTuple):
    """Small trades around the story: every seller has deposited far more than they can add up to."""

    batch: str
    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    price_cny: Decimal


DEPOSITS = (
    ("绿行公交", "低碳出行", 60_000),
    ("低碳开发", "低碳出行", 30_000),
    ("低碳开发", "油改电", 20_000),
    ("氢行物流", "氢燃料", 3_000),
    ("绿道建设", "绿道", 15_000),
    ("再生资源", "废塑料", 30_000),
    ("林盘文旅", "林盘", 2_000),
    ("海上风电", "海上风电", 150_000),
    ("海上风电", "海上风电（上年）", 40_000),
    ("光热发电", "光热", 60_000),
)

DEALS = (
    Deal(1, "绿行公交", "运河热力", "低碳出行", 3_000, Decimal("68.00")),
    Deal(1, "绿行公交", "会展服务", "低碳出行", 1_200, Decimal("68.20")),
    Deal(1, "低碳开发", "绿色银行", "油改电", 1_500, Decimal("66.50")),
    Deal(1, "低碳开发", "张示例", "油改电", 5, Decimal("70.00")),
    Deal(1, "再生资源", "环境贸易", "废塑料", 3_000, Decimal("47.80")),
    Deal(1, "海上风电", "亦庄电子", "海上风电", 12_000, Decimal("84.60")),
    Deal(2, "绿行公交", "亦庄电子", "低碳出行", 2_400, Decimal("68.90")),
    Deal(2, "低碳开发", "李示例", "低碳出行", 2, Decimal("70.00")),
    Deal(2, "绿道建设", "轨道装备", "绿道", 1_800, Decimal("52.30")),
    Deal(2, "绿道建设", "王示例", "绿道", 3, Decimal("55.00")),
    Deal(2, "林盘文旅", "轨道装备", "林盘", 400, Decimal("51.00")),
    Deal(2, "光热发电", "绿色银行", "光热", 6_000, Decimal("83.90")),
    Deal(3, "氢行物流", "运河热力", "氢燃料", 800, Decimal("71.40")),
    Deal(3, "绿行公交", "街道办事处", "低碳出行", 260, Decimal("69.50")),
    Deal(4, "绿道建设", "轨道装备", "绿道", 1_000, Decimal("53.00"), "挂单"),
    Deal(5, "再生资源", "环境贸易", "废塑料", 500, Decimal("48.20")),  # a waiting freeze takes it
    Deal(6, "绿道建设", "林盘文旅", "绿道", 500, Decimal("53.00"), "挂单"),
    Deal(6, "再生资源", "轨道装备", "废塑料", 600, Decimal("48.50")),
    Deal(6, "轨道装备", "林盘文旅", "废塑料", 600, Decimal("49.00")),  # refused: bought today
    Deal(8, "低碳开发", "会展服务", "油改电", 700, Decimal("67.10")),  # undone the same day
)
UNDONE = DEALS[-1]

CROWDS = (
    Crowd(
        "低碳出行", ("绿行公交", "低碳开发"), ("运河热力", "亦庄电子", "绿色银行"), Decimal("68.00")
    ),
    Crowd("油改电", ("低碳开发",), ("运河热力", "亦庄电子"), Decimal("66.50")),
    Crowd("绿道", ("绿道建设",), ("轨道装备", "林盘文旅"), Decimal("52.00")),
    Crowd("废塑料", ("再生资源",), ("绿道建设", "林盘文旅"), Decimal("47.50")),
    Crowd("海上风电", ("海上风电",), ("运河热力", "亦庄电子", "绿色银行"), Decimal("84.50")),
    Crowd("光热", ("光热发电",), ("亦庄电子", "低碳开发"), Decimal("83.50")),
)
