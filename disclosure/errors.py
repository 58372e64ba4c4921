"""What the public pages and addresses refuse."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class DisclosureCode(Enum):
    NOT_SEALED = Sentence(
        zh="没有这条记录，或尚未封存。请核对编号，或过几分钟再试。",
        en="There is no such record, or it is not sealed yet. Check the number or try again in some "
        "minutes.",
        status=404,
    )
    NO_SUCH_CHECKPOINTS = Sentence(
        zh="没有这两个检查点，或先后颠倒。请从检查点列表中选取 from 不大于 to 的两个。",
        en="There are no such checkpoints in this order. Take two of the list, from not above to.",
        status=404,
    )
    TOO_MANY_COMMENTS = Sentence(
        zh="同一网络地址一小时内对同一公示最多提交 {limit} 条意见。请稍后再提交，或把意见合并为一条。",
        en="At most {limit} comments an hour on one notice are taken from one address. Try again "
        "later, or put them into one.",
        status=429,
    )
    COMMENT_BY_MACHINE = Sentence(
        zh="没有提交：隐藏的“网址”一栏应当留空。如果是浏览器自动填写的，请清空后再提交。",
        en="Not sent: the hidden field “website” must stay empty. Clear it if your browser filled it.",
        status=400,
    )
