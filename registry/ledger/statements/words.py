"""The words of a statement, on screen, in Excel and on paper alike."""

from __future__ import annotations

from core.clock import SHANGHAI
from registry.ledger.models import Account
from registry.ledger.statements.balances import Line
from registry.ledger.statements.movements import Movement
from registry.ledger.statements.statement import Statement

TITLE = "减排量对账单"
LINES_TITLE = "各批次余额（吨）"
LINES_HEADS = ["批次", "位置", "期初", "增加", "减少", "期末"]
LINES_EMPTY = "期初、期末均无减排量，期间也没有变动。"
MOVEMENTS_TITLE = "变动明细"
MOVEMENTS_HEADS = [
    *(
        "入账时间",
        "业务日期",
        "分录",
        "业务",
        "位置变动",
        "对方",
        "数量（吨）",
        "序列号段",
        "价格（元/吨）",
    )
]
MOVEMENTS_EMPTY = "期间没有变动。"
NOTE = (
    "说明：期间按入账时间（北京时间）划分，业务日期另列。每一批次、每一位置均已核对："
    "期初 + 增加 − 减少 = 期末。账户内改变位置的，一处减少、另一处增加。"
)


def facts(made: Statement) -> list[tuple[str, str]]:
    """Whose statement of which period: labels and values."""
    account = made.account
    return [
        ("账号", account.number),
        ("持有人", made.holder),
        ("机制", account.programme),
        ("账户状态", str(Account.Status(account.status).label)),
        ("期间", str(made.period)),
        ("变动", f"{made.movements:,} 条"),
    ]


def at_of(movement: Movement) -> str:
    return f"{movement.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def route_of(movement: Movement) -> str:
    """``转入 可用``, ``转出 交易`` or ``可用 → 冻结``."""
    if movement.went is None:
        return f"转入 {movement.came.label}" if movement.came else "—"
    if movement.came is None:
        return f"转出 {movement.went.label}"
    return f"{movement.went.label} → {movement.came.label}"


def signed_t(movement: Movement) -> str:
    """With a sign when units came to the account or left it."""
    if movement.went is None:
        return f"+{movement.quantity_t:,}"
    if movement.came is None:
        return f"−{movement.quantity_t:,}"
    return f"{movement.quantity_t:,}"


def line_cells(line: Line) -> list[str]:
    amounts = (line.opening_t, line.came_t, line.went_t, line.closing_t)
    return [line.batch.code, str(line.bucket.label), *(f"{amount:,}" for amount in amounts)]


def movement_cells(movement: Movement) -> list[str]:
    """One row under ``MOVEMENTS_HEADS``."""
    return [
        at_of(movement),
        str(movement.on_date),
        str(movement.entry),
        str(movement.act.label),
        route_of(movement),
        movement.counterparty or "—",
        signed_t(movement),
        movement.serials,
        "—" if movement.price_cny is None else f"{movement.price_cny:,.2f}",
    ]
