"""The projects of the story and how far each has come. Places, equipment and owners are invented; of the
offshore wind farm only the published figures are real."""

from __future__ import annotations

from typing import NamedTuple

from demo.cast.methodologies import METHODOLOGIES

REGISTERED = "registered"
SUBMITTED = 145  # days before the last, of the projects that are registered


class Project(NamedTuple):
    """``until`` is the state in which it stays, ``submitted`` the days before the last on which it was
    applied for. ``shares`` are per cents by company; ``remark`` is a comment on its notice."""

    key: str
    methodology: str
    owner: str
    name: str
    technology: str
    district: str
    address: str
    place: tuple[str, str]
    expected_t: int
    until: str = REGISTERED
    submitted: int = SUBMITTED
    shares: dict[str, str] = {}
    equipment: tuple[str, ...] = ()
    remark: str = ""
    agent: str = ""

    @property
    def programme(self) -> str:
        return next(each.programme for each in METHODOLOGIES if each.key == self.methodology)


_REGISTERED = (
    Project(
        "低碳出行", "SAMPLE-TRAVEL-V1", "绿行公交", "示例：低碳出行（公交与骑行）", "公共交通与骑行",
        "110105", "北京市朝阳区示例路 1 号公交调度中心", ("116.480000", "39.920000"), 185_000,
        shares={"绿行公交": "70", "低碳开发": "30"}, remark="骑行减排是否会与其他平台重复计算？",
    ),
    Project(
        "油改电", "SAMPLE-YGD-V1", "低碳开发", "示例：油改电小客车", "纯电动小客车",
        "110108", "北京市海淀区示例街 8 号运营中心", ("116.300000", "39.980000"), 42_000,
    ),
    Project(
        "氢燃料", "SAMPLE-H2-V1", "氢行物流", "示例：氢燃料电池货运汽车", "氢燃料电池汽车",
        "110115", "北京市大兴区示例物流园 3 号", ("116.350000", "39.720000"), 9_800,
        shares={"氢行物流": "80", "低碳开发": "20"}, equipment=("SL-FCV-0001", "SL-FCV-0550"),
    ),
    Project(
        "绿道", "SAMPLE-GREENWAY-V1", "绿道建设", "示例：天府绿道锦江段", "绿道种植与骑行",
        "510104", "成都市锦江区示例绿道 0 至 12 公里", ("104.110000", "30.600000"), 28_000,
    ),
    Project(
        "废塑料", "SAMPLE-WASTE-V1", "再生资源", "示例：废塑料资源化", "废塑料再生造粒",
        "510114", "成都市新都区示例工业园 6 号", ("104.160000", "30.820000"), 63_000,
        equipment=("SL-ZS-LINE-01", "SL-ZS-LINE-02"),
    ),
    Project(
        "林盘", "SAMPLE-LINPAN-V1", "林盘文旅", "示例：川西林盘保护修复", "林盘修复",
        "510117", "成都市郫都区示例镇林盘群", ("103.890000", "30.810000"), 5_400,
    ),
    Project(
        "海上风电", "CCER-01-002-V01", "海上风电", "示例：国家电投山东半岛南3号海上风电（301.6 MW）",
        "海上风力发电", "", "山东省海阳市以南海域（示例）", ("121.200000", "36.300000"), 497_191,
        shares={"海上风电": "90", "低碳开发": "10"}, equipment=("SL-WTG-01", "SL-WTG-58"),
        remark="请公开电能表的校准周期。",
    ),
    Project(
        "光热", "CCER-01-001-V01", "光热发电", "示例：光热发电", "熔盐塔式光热发电", "",
        "甘肃省酒泉市示例光热园区", ("95.200000", "40.100000"), 158_000,
        equipment=("SL-CSP-G1",),
    ),
)  # fmt: skip

_ON_THEIR_WAY = (
    Project(
        "氢能环卫", "SAMPLE-H2-V1", "氢行物流", "示例：氢能环卫车", "氢燃料电池环卫车", "110115",
        "北京市大兴区示例环卫停车场", ("116.420000", "39.700000"), 1_200, until="draft", submitted=3,
    ),
    Project(
        "定制公交", "SAMPLE-TRAVEL-V1", "绿行公交", "示例：通州定制公交", "定制公交", "110112",
        "北京市通州区示例大街 20 号场站", ("116.660000", "39.900000"), 8_600, until="submitted",
        submitted=2, agent="碳资产", equipment=("SL-DZ-BUS-07",),
    ),
    Project(
        "林盘二期", "SAMPLE-LINPAN-V1", "林盘文旅", "示例：川西林盘保护修复二期", "林盘新植", "510117",
        "成都市郫都区示例村新植林盘", ("103.820000", "30.880000"), 2_100, until="public_notice",
        submitted=12, remark="公示图上的边界与村里的耕地是否重叠？请说明。",
    ),
    Project(
        "共享单车", "SAMPLE-TRAVEL-V1", "低碳开发", "示例：朝阳共享单车骑行", "骑行", "110105",
        "北京市朝阳区示例路 66 号", ("116.440000", "39.950000"), 12_400, until="public_notice",
        submitted=8,
    ),
    Project(
        "高新绿道", "SAMPLE-GREENWAY-V1", "绿道建设", "示例：高新区绿道", "绿道新植", "CD-HTIDZ",
        "成都高新区示例大道绿道", ("104.060000", "30.540000"), 4_300, until="validation",
        submitted=58,
    ),
    Project(
        "通勤班车", "SAMPLE-TRAVEL-V1", "低碳开发", "示例：园区通勤班车", "定制公交", "110112",
        "北京市通州区示例大街 22 号", ("116.662000", "39.901000"), 5_200, until="review",
        submitted=95, equipment=("SL-DZ-BUS-07", "SL-TQ-BUS-01"),
    ),
    Project(
        "厨余", "SAMPLE-WASTE-V1", "再生资源", "示例：厨余垃圾资源化", "厌氧消化", "510114",
        "成都市新都区示例环保园 2 号", ("104.190000", "30.860000"), 7_700, until="review",
        submitted=60,
    ),
    Project(
        "建筑垃圾", "SAMPLE-WASTE-V1", "再生资源", "示例：建筑垃圾再生骨料", "再生骨料", "510107",
        "成都市武侯区示例路 9 号再生骨料厂", ("104.040000", "30.640000"), 1_500,
        until="review_correction", submitted=65,
    ),
    Project(
        "网约电车", "SAMPLE-YGD-V1", "低碳开发", "示例：网约车油改电", "纯电动网约车", "110106",
        "北京市丰台区示例路 3 号", ("116.280000", "39.860000"), 3_300, until="refused", submitted=110,
    ),
    Project(
        "林盘民宿", "SAMPLE-LINPAN-V1", "林盘文旅", "示例：林盘民宿竹林", "竹林经营", "510117",
        "成都市郫都区示例镇竹林院子", ("103.850000", "30.780000"), 300, until="withdrawn",
        submitted=40,
    ),
    Project(
        "租赁电车", "SAMPLE-YGD-V1", "低碳开发", "示例：租赁车油改电", "纯电动租赁车", "110102",
        "北京市西城区示例胡同 12 号", ("116.360000", "39.900000"), 900, until="lapsed", submitted=100,
    ),
    Project(
        "离岸扩建", "CCER-01-002-V01", "海上风电", "示例：海上风电扩建", "海上风力发电扩建", "",
        "山东省海阳市以南海域扩建区（示例）", ("121.500000", "36.100000"), 120_000,
        until="validation", submitted=57,
    ),
)  # fmt: skip

PROJECTS = (*_REGISTERED, *_ON_THEIR_WAY)
PROGRAMMES = {each.key: each.programme for each in PROJECTS}
# A registered project whose owner asks for a change.
CHANGED = "绿道"
