"""What the public pages say, in Chinese and English side by side, so that neither is forgotten."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "site": ("碳普惠减排量登记簿", "Carbon Inclusion Registry"),
    "skip": ("跳到正文", "Skip to the content"),
    "search": ("查序列号", "Look up a serial"),
    "notices": ("公示", "Public notices"),
    "library": ("方法学", "Methodologies"),
    "library_title": ("方法学库", "Methodology library"),
    "open": ("公示与方法学", "Notices and methodologies"),
    "notices_means": (
        "正在征求意见的方法学、项目和减排量；提出意见，查看答复。",
        "Methodologies, projects and reductions laid open for comment; comment, and read the answers.",
    ),
    "library_means": (
        "已发布的方法学：文本、公式、算例和历次版本。",
        "Published methodologies: texts, formulas, worked examples and versions.",
    ),
    "log_in": ("登录", "Log in"),
    "headline": (
        "每一吨减排量，从签发到注销，一直查得到",
        "Every tonne of reduction, traceable from issuance to retirement",
    ),
    "lead": (
        "登记簿记录经核查签发的减排量由谁持有、如何转移、最终用在哪里。"
        "一个单位代表一吨二氧化碳当量，有唯一序列号，任何时刻只在一处。",
        "The registry records who holds each verified and issued reduction, how it moved and what "
        "it was used for. A unit is one tonne of CO₂ equivalent, has a serial number of its own, "
        "and is in exactly one place at any time.",
    ),
    "totals": ("各机制总量", "Totals by programme"),
    "unit": ("单位：吨二氧化碳当量", "In tonnes of CO₂ equivalent"),
    "programme": ("机制", "Programme"),
    "authority": ("主管部门", "Authority"),
    "issued": ("已签发", "Issued"),
    "held": ("现持有", "Held"),
    "retired": ("已注销", "Retired"),
    "cancelled": ("已取消", "Cancelled"),
    "as_of": ("数据时间", "As of"),
    "zone": ("北京时间", "Beijing time"),
    "words": ("四个总量的含义", "What the four totals mean"),
    "issued_means": (
        "经核查、登记后写入登记簿的全部单位。签发后数量不再改变。",
        "All units entered after verification and registration. Once issued, the number is fixed.",
    ),
    "held_means": (
        "仍在持有人账户中的单位，包括转入交易、预留和冻结的部分。",
        "Units still in holders' accounts, including those in trading, reserved or frozen.",
    ),
    "retired_means": (
        "持有人已经使用的单位，例如抵销或碳中和。不能再转移。",
        "Units their holders have used, for an offset or for neutrality. They never move again.",
    ),
    "cancelled_means": (
        "因差错或处罚作废的单位。不算作使用，单独统计。",
        "Units made void by error or sanction. They do not count as use and are kept apart.",
    ),
    "trust": ("凭什么可信", "Why it can be trusted"),
    "trust_one": ("不重不漏", "Nothing lost, nothing twice"),
    "trust_one_means": (
        "单位只能由一处移到另一处，不能凭空增减；这一规则由数据库本身保证。",
        "Units move from one place to another and can be neither made nor lost on the way; the "
        "database itself keeps this rule.",
    ),
    "trust_two": ("有据可查", "Every act has its reason"),
    "trust_two_means": (
        "每一次变动都记下办理人、时间和理由，记录只增不改。",
        "Each change carries who, when and why, in records that are only ever added to.",
    ),
    "trust_three": ("实名开户", "Real names"),
    "trust_three_means": (
        "单位按统一社会信用代码登记，个人实名登记；公开页面隐去个人信息。",
        "Organisations are registered under their social credit code, people under their real "
        "names; public pages hide personal data.",
    ),
    "footer": (
        "机制名称、主管部门及依据以公布的文件为准。",
        "Names, authorities and legal sources of programmes are those of the published texts.",
    ),
    "health": ("运行状态", "Service status"),
}


def in_language(*, english: bool, also: dict[str, tuple[str, str]] | None = None) -> dict[str, str]:
    """The texts by name in one language; ``also`` are those of one page."""
    return {name: pair[1 if english else 0] for name, pair in (TEXTS | (also or {})).items()}
