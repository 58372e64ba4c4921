"""What the demo prints at its end: totals, addresses, and who may log in to see what."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from demo.cast.holders import COMPANIES, RESIDENTS
from demo.cast.members import PAIRS
from demo.cast.people import ADMINISTRATORS, EXPERTS, PASSWORD, STAFF
from registry.ledger.selectors.totals import programme_totals

MEMBERS = (
    f"单位管理员和个人的用户（如 {COMPANIES[0].username}、{RESIDENTS[0].username}，密码相同）"
    "登录后也进入单位门户 /portal/：单位和成员、账户、对账单。个人的页面以后提供。"
)
SECOND_FACTOR = (
    "演示只用密码登录。正式环境默认要求第二因素（手机动态口令）；要在演示中试用，请以环境变量 "
    "MFA_REQUIRED=true 启动。 / Here the password is enough; production asks for a second factor."
)
LOG_IN_COLUMNS = ("身份", "用户名", "密码", "看什么")
PORTAL_COLUMNS = ("单位", "经办或审核员", "复核或签发人", "看什么")
EXPERTS_SEE = "办件：评估中的方法学，声明、评分、表决"


def totals() -> Iterator[str]:
    rows: list[Sequence[str]] = [("机制", "已签发", "现持有", "已注销", "已取消（吨）")]
    for total in programme_totals():
        figures = (total.issued_t, total.held_t, total.retired_t, total.cancelled_t)
        rows.append((total.programme, *(f"{figure:,}" for figure in figures)))
    return table(rows, right=True)


def log_ins() -> Iterator[str]:
    rows = [(each.title, each.username, PASSWORD, each.look) for each in STAFF]
    rows += [(each.title, each.username, PASSWORD, EXPERTS_SEE) for each in EXPERTS]
    rows += [(each.title, each.username, PASSWORD, each.look) for each in ADMINISTRATORS]
    return table([LOG_IN_COLUMNS, *rows])


def portal_log_ins() -> Iterator[str]:
    """Who fills in and who signs for the organisations that apply, validate and verify."""
    rows = [
        (each.company, each.clerk.username, each.signer.username, each.look)
        for each in PAIRS.values()
    ]
    return table([PORTAL_COLUMNS, *rows])


def table(rows: Sequence[Sequence[str]], *, right: bool = False) -> Iterator[str]:
    """The rows in columns; a Chinese character is two columns wide. ``right`` aligns all but the
    first column to the right."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            _padded(cell, width, right=right and place > 0)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  " + "  ".join(cells).rstrip()


def _padded(cell: str, width: int, *, right: bool) -> str:
    blanks = " " * (width - _width(cell))
    return blanks + cell if right else cell + blanks


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
