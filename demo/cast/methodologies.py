"""The methodologies of the story, by the files of the catalogue. CCER's carry their published codes;
the municipal ones were not read at source and so carry ``SAMPLE-`` codes."""

from __future__ import annotations

from typing import NamedTuple

PUBLISHED = "published"


class Methodology(NamedTuple):
    """``key`` is its full code. ``until`` is the state in which it stays; ``proposed`` the days before
    the last on which it is proposed."""

    key: str
    programme: str
    compiler: str
    file: str
    summary: str
    until: str = PUBLISHED
    proposed: int = 220
    remark: str = ""
    answer: str = ""


METHODOLOGIES = (
    Methodology(
        "CCER-01-002-V01", "CCER", "国家编制", "ccer-01-002-v01.toml",
        "适用于离岸 30 公里以外，或者水深大于 30 米的并网海上风力发电。", proposed=222,
        remark="电能表误差如何处理，建议在文本中举例说明。",
        answer="已在公式中按保守方向处理，并附算例。",
    ),
    Methodology(
        "CCER-01-001-V01", "CCER", "国家编制", "ccer-01-001-v01.toml",
        "适用于独立的并网光热发电，以及一体化项目中的光热部分。",
    ),
    Methodology(
        "SAMPLE-TRAVEL-V1", "BJ", "北京编制", "sample-low-carbon-travel-v1.toml",
        "示例：适用于公交、地铁、骑行、步行和合乘出行。", proposed=222,
        remark="骑行里程请以平台订单为准，避免重复计算。",
        answer="采纳：监测要求中已注明以平台订单为准。",
    ),
    Methodology(
        "SAMPLE-YGD-V1", "BJ", "北京编制", "t-csae-235-2021.toml",
        "示例：适用于燃油小客车更换为纯电动小客车。",
    ),
    Methodology(
        "SAMPLE-H2-V1", "BJ", "北京编制", "sample-h2-v1.toml",
        "示例：适用于氢燃料电池汽车替代柴油车；氢的来源须可核查。",
    ),
    Methodology(
        "SAMPLE-GREENWAY-V1", "CD", "成都编制", "sample-greenway-v1.toml",
        "示例：适用于绿道新植乔木固碳和骑行替代机动出行。",
    ),
    Methodology(
        "SAMPLE-WASTE-V1", "CD", "成都编制", "sample-waste-v1.toml",
        "示例：适用于厨余、废塑料、建筑垃圾的资源化利用。",
        remark="残渣率的检测频次请明确。", answer="采纳：按批次检测，留存记录。",
    ),
    Methodology(
        "SAMPLE-LINPAN-V1", "CD", "成都编制", "sample-linpan-v1.toml",
        "示例：适用于川西林盘的保护修复，面积不足 0.1 公顷的斑块不计。",
    ),
    Methodology(
        "SAMPLE-E-BUS-V1", "BJ", "北京编制", "sample-e-bus-v1.toml",
        "示例：适用于电动公交车替代柴油公交车。", until="expert_review", proposed=14,
    ),
    Methodology(
        "SAMPLE-WETLAND-V1", "CD", "成都编制", "sample-wetland-v1.toml",
        "示例：适用于城市湖泊湿地的恢复。", until="public_notice", proposed=30,
        remark="甲烷排放通量的取值依据请一并公开。",
    ),
    Methodology(
        "SAMPLE-PAPERLESS-V1", "BJ", "北京编制", "sample-paperless-v1.toml",
        "示例：适用于机关和企业的无纸化办公。", until="draft", proposed=40,
    ),
)  # fmt: skip

# A published file whose number is not ours to use for a municipal sample: what is said instead.
RENAMED = {
    "SAMPLE-YGD-V1": (
        ('code = "T-CSAE-235"', 'code = "SAMPLE-YGD"'),
        ('version = "2021"', 'version = "V1"'),
        ('name = "油改电小客车"', 'name = "油改电小客车（示例）"'),
        ('status = "official"', 'status = "sample"'),
    )
}
