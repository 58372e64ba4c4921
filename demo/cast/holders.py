"""Organisations of Beijing and Chengdu and a few residents. All of them are invented.

A credit code follows from the place in the list: a new company goes to its end.
"""

from __future__ import annotations

from typing import NamedTuple

from registry.organisations.models import Kind


class Company(NamedTuple):
    """An organisation; ``username`` and ``member`` name the one user who acts for it, ``accounts`` are
    the programmes in which it holds an account."""

    key: str
    username: str
    name_zh: str
    name_en: str
    kinds: tuple[Kind, ...]
    place: str
    district: str | None
    member: str
    accounts: tuple[str, ...] = ()
    prefix: str = "91"


class Resident(NamedTuple):
    key: str
    username: str
    real_name: str
    born: str
    district: str
    accounts: tuple[str, ...]


COMPANIES = (
    Company(
        "运河热力", "reli", "北京示例运河热力有限公司", "Beijing Sample Canal Heating Co.",
        (Kind.KEY_EMITTER,), "110112", "110112", "马晓东", ("BJ", "CCER"),
    ),
    Company(
        "亦庄电子", "dianzi", "北京示例亦庄电子制造有限公司", "Beijing Sample Yizhuang Electronics Co.",
        (Kind.KEY_EMITTER,), "110115", "BJ-ETDA", "谢芳", ("BJ", "CCER"),
    ),
    Company(
        "绿行公交", "gongjiao", "北京示例绿行公交有限公司", "Beijing Sample Green Transit Co.",
        (Kind.PROJECT_OWNER,), "110105", "110105", "郭强", ("BJ",),
    ),
    Company(
        "氢行物流", "qingneng", "北京示例氢行物流有限公司", "Beijing Sample Hydrogen Logistics Co.",
        (Kind.PROJECT_OWNER,), "110115", "110115", "梁洁", ("BJ",),
    ),
    Company(
        "低碳开发", "ditan", "北京示例低碳开发有限公司", "Beijing Sample Low-Carbon Development Co.",
        (Kind.DEVELOPER, Kind.OPERATOR), "110108", "110108", "曾伟", ("BJ", "CCER"),
    ),
    Company(
        "会展服务", "huizhan", "北京示例会展服务有限公司", "Beijing Sample Exhibition Services Co.",
        (Kind.GENERAL, Kind.EVENT_HOST), "110113", "110113", "彭丽", ("BJ",),
    ),
    Company(
        "绿色银行", "yinhang", "北京示例绿色银行股份有限公司", "Beijing Sample Green Bank Co.",
        (Kind.GENERAL,), "110102", "110102", "萧然", ("BJ", "CCER"),
    ),
    Company(
        "旧城改造", "gaizao", "北京示例旧城改造有限公司", "Beijing Sample Urban Renewal Co.",
        (Kind.GENERAL,), "110101", "110101", "田野", ("BJ",),
    ),
    Company(
        "绿道建设", "lvdao", "成都示例绿道建设有限公司", "Chengdu Sample Greenway Construction Co.",
        (Kind.PROJECT_OWNER,), "510104", "CD-TFNA", "唐莉", ("CD",),
    ),
    Company(
        "再生资源", "zaisheng", "成都示例再生资源有限公司", "Chengdu Sample Recycling Co.",
        (Kind.PROJECT_OWNER, Kind.DEVELOPER), "510114", "510114", "邹凯", ("CD",),
    ),
    Company(
        "林盘文旅", "linpan", "成都示例川西林盘文旅有限公司", "Chengdu Sample Linpan Tourism Co.",
        (Kind.PROJECT_OWNER, Kind.EVENT_HOST), "510117", "510117", "苏梅", ("CD",),
    ),
    Company(
        "轨道装备", "guidao", "成都示例轨道装备有限公司", "Chengdu Sample Rail Equipment Co.",
        (Kind.KEY_EMITTER,), "510112", "510112", "范勇", ("CD",),
    ),
    Company(
        "环境贸易", "maoyi", "成都示例环境贸易有限公司", "Chengdu Sample Environmental Trading Co.",
        (Kind.GENERAL,), "510107", "CD-HTIDZ", "孟浩", ("CD",),
    ),
    Company(
        "海上风电", "haifeng", "山东示例海上风电有限公司", "Shandong Sample Offshore Wind Co.",
        (Kind.PROJECT_OWNER,), "370600", None, "鲁健", ("CCER",),
    ),
    Company(
        "光热发电", "guangre", "甘肃示例光热发电有限公司", "Gansu Sample Solar Thermal Power Co.",
        (Kind.PROJECT_OWNER,), "620900", None, "米兰", ("CCER",),
    ),
    # Bodies that take part without holding units (R-VVB-01 forbids it to the verifiers).
    Company(
        "核查认证", "bjhecha", "北京示例核查认证有限公司", "Beijing Sample Verification Co.",
        (Kind.VERIFIER,), "110106", "110106", "聂琳",
    ),
    Company(
        "检验认证", "cdhecha", "成都示例检验认证有限公司", "Chengdu Sample Certification Co.",
        (Kind.VERIFIER,), "510105", "510105", "甘露",
    ),
    Company(
        "绿色交易所", "bjjys", "北京示例绿色交易所有限公司", "Beijing Sample Green Exchange Co.",
        (Kind.EXCHANGE,), "110112", "110112", "戴军",
    ),
    Company(
        "环境交易所", "cdjys", "四川示例环境交易所有限公司", "Sichuan Sample Environment Exchange Co.",
        (Kind.EXCHANGE,), "510107", "CD-TFNA", "游青",
    ),
    Company(
        "街道办事处", "jiedao", "示例通州某街道办事处", "Sample Tongzhou Subdistrict Office",
        (Kind.GOVERNMENT, Kind.EVENT_HOST), "110112", "110112", "白雪", ("BJ",), "11",
    ),
    # An agent of project owners, and the compilers of methodologies.
    Company(
        "碳资产", "tanzichan", "北京示例碳资产管理有限公司", "Beijing Sample Carbon Asset Management Co.",
        (Kind.DEVELOPER,), "110105", "110105", "康宁",
    ),
    Company(
        "北京编制", "bjbianzhi", "北京示例低碳方法学研究院", "Beijing Sample Institute of Methodologies",
        (Kind.GENERAL,), "110108", "110108", "覃川",
    ),
    Company(
        "成都编制", "cdbianzhi", "成都示例碳惠方法学研究院", "Chengdu Sample Institute of Methodologies",
        (Kind.GENERAL,), "510107", "CD-HTIDZ", "单羽",
    ),
    Company(
        "国家编制", "ccerbianzhi", "示例自愿减排方法学中心", "Sample Centre for CCER Methodologies",
        (Kind.GENERAL,), "110102", "110102", "柏林",
    ),
)  # fmt: skip

RESIDENTS = (
    Resident("张示例", "zhang", "张示例", "19880312", "110112", ("BJ",)),
    Resident("李示例", "li", "李示例", "19950620", "110105", ("BJ",)),
    Resident("王示例", "wang", "王示例", "19910908", "510107", ("CD",)),
)
