"""Why a statement is refused, and what to do then."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class StatementCode(Enum):
    STATEMENT_PERIOD_INVALID = Sentence(
        zh="起始日（{from_day}）晚于终止日（{to_day}）。请改正。",
        en="The first day ({from_day}) is after the last ({to_day}). Correct them.",
    )
    STATEMENT_PERIOD_FUTURE = Sentence(
        zh="终止日（{to_day}）晚于今天（{today}），还不能对账。请改为今天或更早。",
        en="The last day ({to_day}) is after today ({today}). Choose today or earlier.",
    )
    STATEMENT_OF_SYSTEM_ACCOUNT = Sentence(
        zh="账户 {account} 是系统账户，没有对账单。请改选持有人账户，或查看批次。",
        en="{account} is a system account and has no statement. Choose a holder's account.",
    )
    STATEMENT_DOES_NOT_ADD_UP = Sentence(
        zh="账户 {account} 的期初、变动与期末不相符（{place}），未出具对账单。"
        "请重试；如仍不符，请立即通知审计管理员运行 verify_ledger。",
        en="Opening, movements and closing of account {account} do not agree ({place}); no statement was "
        "made. Try again; if it stays so, have the audit administrator run verify_ledger at once.",
        status=409,
    )
    STATEMENT_TOO_LONG_FOR_PDF = Sentence(
        zh="该期间有 {movements} 条变动，超过 PDF 对账单的上限 {most} 条。请下载 Excel，或缩短期间。",
        en="The period has {movements} movements, more than the {most} of a PDF statement. "
        "Download Excel or choose a shorter period.",
    )
    STATEMENT_TOO_LONG_FOR_EXCEL = Sentence(
        zh="该期间有 {movements} 条变动，超过一张 Excel 工作表的上限 {most} 条。请缩短期间，分次下载。",
        en="The period has {movements} movements, more than the {most} of an Excel sheet. "
        "Choose shorter periods.",
    )
