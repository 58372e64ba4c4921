"""The people who log in to the portal for an organisation that applies for something, or validates and
verifies: one who fills in (经办), one who signs (复核)."""

from __future__ import annotations

from typing import NamedTuple

from demo.cast.holders import COMPANIES
from registry.organisations.models import Kind

APPLYING = (
    "绿行公交", "氢行物流", "低碳开发", "绿道建设", "再生资源", "林盘文旅", "海上风电", "光热发电",
    "碳资产", "北京编制", "成都编制", "国家编制", "核查认证", "检验认证",
)  # fmt: skip
LOOKS = {
    "绿行公交": "项目、核算报告；委托代理单位",
    "氢行物流": "草稿和被要求补正的申请",
    "低碳开发": "审核中的项目",
    "绿道建设": "项目变更；核查中的报告：审核发现待答复",
    "再生资源": "审核中的报告",
    "林盘文旅": "公示中的项目：意见待答复",
    "海上风电": "已签发的报告：计算过程",
    "光热发电": "已登记、待签发的报告",
    "碳资产": "代理的项目",
}


class Who(NamedTuple):
    username: str
    real_name: str


class Pair(NamedTuple):
    """``titles`` of the two; ``look`` says what there is to see."""

    company: str
    clerk: Who
    signer: Who
    titles: tuple[str, str]
    look: str


def _pair(key: str) -> Pair:
    company = next(each for each in COMPANIES if each.key == key)
    verifies = Kind.VERIFIER in company.kinds
    titles = ("审核员", "签发人") if verifies else ("经办", "复核")
    default = "审定、核查任务" if verifies else "编制的方法学"
    return Pair(
        company.name_zh,
        Who(f"{company.username}.jb", f"示例{key}{titles[0]}"),
        Who(f"{company.username}.fh", f"示例{key}{titles[1]}"),
        titles,
        LOOKS.get(key, default),
    )


PAIRS: dict[str, Pair] = {key: _pair(key) for key in APPLYING}
