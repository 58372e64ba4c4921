"""The rules by id: what each says, and where it comes from. Numbers stand in ``RuleParameter``.

A rule is listed here when code keeps it; a test wants every id found in code here, with a document
line and a test.
"""

from __future__ import annotations

from dataclasses import dataclass

ORDER_31 = "《温室气体自愿减排交易管理办法（试行）》（生态环境部、市场监管总局令第31号）"
BORROWED = "地方机制借用，尚未核对其条文"


@dataclass(frozen=True, slots=True)
class Rule:
    """``source`` names the text in which the rule was read, or says that it was not."""

    id: str
    zh: str
    en: str
    source: str


_RULES = (
    Rule(
        "R-AUDIT-01",
        "须双人办理的事项，提出后逾期未复核即失效，须重新提出",
        "What takes two persons lapses when nobody decides in time, and must be proposed anew",
        "本登记系统自定，尚无核实的条文",
    ),
    Rule(
        "R-ISSUE-01",
        "减排量按整吨签发，向下取整（方法学文本另有规定的，从其规定）；计算结果为负的照实列示，签发为零",
        "Reductions are issued in whole tonnes, rounded down unless the methodology says otherwise; "
        "a negative result is shown and issues nothing",
        "国家自愿减排项目公开文件的通行做法，未见条文",
    ),
    Rule(
        "R-NOTICE-01",
        "公示期按工作日计算，首日和末日都计入；尚未发布放假安排的年份，期限为暂定，不因此失效",
        "A public notice is counted in working days, both end days included; in a year whose holidays "
        "are not yet announced the end is provisional and nothing lapses by it",
        f"{ORDER_31}；{BORROWED}",
    ),
    Rule(
        "R-RECORD-01",
        "登录记录等系统日志至少保存规定的月数，且不少于六个月；账本永久保存",
        "Logs of the system, such as that of log-ins, are kept for the months set, never fewer than "
        "six; the ledger is kept for ever",
        "《中华人民共和国网络安全法》关于留存网络日志的规定，条号尚未核对",
    ),
    Rule(
        "R-REVIEW-01",
        "审核时限按工作日计算，首日和末日都计入",
        "The time limit of a review is counted in working days, both end days included",
        f"{ORDER_31}；{BORROWED}",
    ),
    Rule(
        "R-TRADE-03",
        "当日买入的减排量，当日不得卖出，也不得转出",
        "Units bought today can be neither sold nor withdrawn today",
        "全国碳排放权交易市场的交易规则，借用；尚未核对本机制条文",
    ),
    Rule(
        "R-VVB-01",
        "审定与核查机构不得持有或交易减排量",
        "A body that validates or verifies may neither hold nor trade units",
        f"{ORDER_31}；{BORROWED}",
    ),
)
RULES: dict[str, Rule] = {rule.id: rule for rule in _RULES}
