"""The rules by id: what each says, and where it comes from. Numbers stand in ``RuleParameter``.

A rule is listed here when code keeps it; a test wants every id found in code here, with a document
line and a test. Those that no code keeps yet stand in ``planned.py``.
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


def by_id(*rules: Rule) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules}


RULES: dict[str, Rule] = by_id(
    Rule(
        "R-ACCEPT-01",
        "收到申请后，在规定的工作日内决定是否受理，首日和末日都计入",
        "Whether an application is accepted is decided within a number of working days, both end days "
        "included",
        "本登记系统自定，尚无核实的条文",
    ),
    Rule(
        "R-AUDIT-01",
        "须双人办理的事项，提出后逾期未复核即失效，须重新提出",
        "What takes two persons lapses when nobody decides in time, and must be proposed anew",
        "本登记系统自定，尚无核实的条文",
    ),
    Rule(
        "R-BUFFER-01",
        "方法学要求留存缓冲的，按规定比例留存，向上取整到吨",
        "Where a methodology demands a buffer, that share of an issuance goes there, rounded up to whole "
        "tonnes",
        "方法学文本；方法学没有规定时，本登记系统自定",
    ),
    Rule(
        "R-CORRECTION-01",
        "通知补正后，在规定的工作日内没有补正的，申请失效；期限为暂定的不失效",
        "An application lapses when a demanded correction is not made within a number of working days; "
        "never by a provisional end",
        "本登记系统自定，尚无核实的条文",
    ),
    Rule(
        "R-CREDIT-01",
        "项目计入期不得超过方法学规定的年数",
        "A crediting period is no longer than the methodology says",
        "方法学文本；方法学没有规定时，本登记系统自定",
    ),
    Rule(
        "R-EXPERT-01",
        "专家评估须有规定人数以上的专家就现行公式文件表决，同意的比例达到规定，方可公示",
        "A methodology is laid open once a least number of experts voted on its present definition, and a "
        "share of them in favour",
        "本登记系统自定，尚无核实的条文",
    ),
    Rule(
        "R-FALSE-01",
        "已签发的减排量经查不真实的，责令在规定的工作日内取消等量减排量，逾期强制取消；取消不计为使用，完成前"
        "该项目不受理新的减排量",
        "For issued tonnes that prove false as many are ordered to be cancelled within a number of working "
        "days, then cancelled by force; that is no use, and nothing new is taken of the project meanwhile",
        f"{ORDER_31}，条号尚未核对；{BORROWED}",
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
        "R-PERIOD-01",
        "监测期在计入期之内，不早于规定日期，互不重叠；减排量在产生后规定的年数内申请登记",
        "A monitoring period lies in the crediting period, not before the first day allowed, and overlaps "
        "no other; reductions are claimed within a number of years",
        f"{ORDER_31}；{BORROWED}",
    ),
    Rule(
        "R-PROJECT-01",
        "项目在规定日期之后开工建设，并符合真实性、唯一性、额外性等申请条件",
        "A project's construction began after a given day, and it is real, unique, additional and meets "
        "the other conditions",
        f"{ORDER_31}第十条；{BORROWED}",
    ),
    Rule(
        "R-RECORD-01",
        "登录记录等系统日志至少保存规定的月数，且不少于六个月；账本永久保存"
        "（项目原始数据的保存年数只登记了数值，尚未由代码执行）",
        "Logs of the system, such as that of log-ins, are kept for the months set, never fewer than "
        "six; the ledger is kept for ever (the years for raw data are recorded, not yet kept by code)",
        f"《中华人民共和国网络安全法》关于留存网络日志的规定，条号尚未核对；原始数据：{ORDER_31}",
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
        "审定与核查机构不得持有或交易减排量；同一项目的审定与核查由不同机构承担，且均与项目各方无关",
        "A body that validates or verifies may neither hold nor trade units; a project is verified by "
        "another body than validated it, and neither is a party to it",
        f"{ORDER_31}；{BORROWED}",
    ),
    Rule(
        "R-VVB-02",
        "审定与核查机构由申请人委托，或者由主管部门指派，依机制规定",
        "The applicant chooses the validation and verification body, or the bureau assigns it, as the "
        "programme says",
        "本登记系统自定，尚无核实的条文",
    ),
)
