"""Rules whose numbers the rulebook has and which no code keeps yet (尚未实现).

A rule moves to the catalogue with the code that keeps it; a test refuses one that stands in both
places, or here while code names it.
"""

from __future__ import annotations

from governance.rulebook.catalogue import Rule, by_id

_CEA = "全国碳排放权交易市场的交易规则，借用；尚未核对本机制条文"
_BJ = "北京市抵消与交易规则；数值与现行文本尚未全部核对"
_TZ = "《北京城市副中心（通州区）关于促进碳普惠发展的若干措施》"

PLANNED: dict[str, Rule] = by_id(
    Rule(
        "R-HOLD-01",
        "持有量不得超过限额（默认不启用）",
        "Nobody holds more than the position limit (off by default)",
        _BJ,
    ),
    Rule(
        "R-INCENT-01",
        "方法学发布后，对区内牵头编制单位给予奖励，有上限",
        "A published methodology earns its lead compiler in the district a reward, up to a limit",
        f"{_TZ}第九条",
    ),
    Rule(
        "R-INCENT-02",
        "非重点单位在一个自然年度内购买并注销达到规定吨数的，给予奖励，有上限",
        "A unit that is no key emitter and bought and retired enough within a calendar year earns a "
        "reward, up to a limit",
        f"{_TZ}第十二条",
    ),
    Rule(
        "R-OFFSET-01",
        "重点碳排放单位的抵销量不得超过基数的规定比例，向下取整到吨",
        "A key emitter offsets no more than a ratio of its base, rounded down to whole tonnes",
        _BJ,
    ),
    Rule(
        "R-OFFSET-02",
        "市外减排量的抵销另有上限；本单位边界内的和规定种类的减排量不得用于抵销",
        "Units from outside the municipality have a limit of their own; those from the emitter's own "
        "boundary and of barred kinds do not offset",
        _BJ,
    ),
    Rule(
        "R-OFFSET-03",
        "同一单位同一年度的全部抵销申请（含待批）合并计算上限",
        "All offsets of an emitter and year, pending ones too, count against one limit",
        "本登记系统自定",
    ),
    Rule(
        "R-TRADE-01",
        "成交价不得超出前一交易日收盘价的涨跌幅；大宗协议的幅度另定",
        "Prices stay within a band around the previous close; block trades have a wider one",
        _CEA,
    ),
    Rule(
        "R-TRADE-02",
        "达到规定吨数的为大宗协议，以下的为挂牌协议；数量与价格按最小变动单位",
        "From a quantity on a trade is a block trade, below it a listing; quantities and prices go by "
        "steps",
        _CEA,
    ),
    Rule(
        "R-TRADE-04",
        "只在交易日的交易时段成交",
        "Trades are made in the hours of trading days",
        _CEA,
    ),
    Rule(
        "R-TRADE-05",
        "交易方式为挂牌协议、大宗协议、单向竞价",
        "Trades are listings, blocks or auctions",
        _CEA,
    ),
    Rule(
        "R-TRADE-07",
        "交易机构另行公布涨跌幅的，从其公布",
        "An exchange that publishes a band of its own goes by it",
        "北京绿色交易所公开的涨跌幅摘要，含义尚未核对",
    ),
)
