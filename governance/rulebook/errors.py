"""What the rulebook refuses."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class RulebookCode(Enum):
    RULE_VALUE_MISSING = Sentence(
        zh="规则 {rule_id} 的参数“{name}”在 {on} 对 {programme} 没有有效值。"
        "请先在规则库中登记该日期有效的数值及其依据。",
        en="Rule {rule_id} has no value of {name!r} in force on {on} for {programme}. "
        "Record one with its legal source in the rulebook first.",
    )
    PROGRAMME_NOT_IMPORTED = Sentence(
        zh="机制 {programme} 由本登记系统签发减排量，不能带入其他登记簿的记录。请另选一个机制代码。",
        en="Programme {programme} issues units here; records of another registry cannot go into it. "
        "Choose another programme code.",
        status=409,
    )
    NOTICE_INVALID = Sentence(
        zh="节假日安排文件有误：{where}，{what}。请对照通知原文改正后重新装载。",
        en="The calendar file is wrong at {where_en}: {what_en}. Correct it against the notice and load "
        "it again.",
        rule="R-NOTICE-01",
    )
    NOTICE_LOADED = Sentence(
        zh="{year} 年第 {edition} 版节假日安排已经装载。内容有变时，请把 edition 加一。",
        en="Edition {edition} of the calendar of {year} is loaded already. If the content changed, give "
        "it the next edition.",
        status=409,
    )
    PARAMETER_UNKNOWN = Sentence(
        zh="规则 {rule_id} 没有参数“{name}”。请从规则参数列表中选择要变更的参数。",
        en="Rule {rule_id} has no parameter {name!r}. Choose one of the list of rule parameters.",
        status=404,
    )
    PARAMETER_VALUE = Sentence(
        zh="“{value}”不是{type}。请按参数的类型填写，日期写成 2026-07-01，是否写成 true 或 false。",
        en="{value!r} is no {type}. Write it as the parameter's type asks: dates as 2026-07-01, yes and no "
        "as true and false.",
    )
    PARAMETER_SOURCE = Sentence(
        zh="没有填写依据。请写明数值出自哪个文件；尚未核对原文的，不要勾选“已核实”。",
        en="There is no legal source. Name the text the value comes from; leave `verified` off unless it "
        "was read there.",
    )
    PARAMETER_BACKDATED = Sentence(
        zh="生效日期 {day} 已经过去。新数值只能从今天或以后生效，过去的办理不受影响。",
        en="{day} has passed. A new value takes effect today or later; what was done before stays.",
    )
    PARAMETER_LATER = Sentence(
        zh="已有自 {day} 起生效的数值 {value}。请选择更晚的生效日期。",
        en="The value {value} is already set to take effect on {day}. Choose a later day.",
        status=409,
    )
