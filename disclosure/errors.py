"""What the public pages refuse."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class DisclosureCode(Enum):
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
