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
