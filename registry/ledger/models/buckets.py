"""The words of the ledger: where units may be, and what may be done with them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Bucket(models.TextChoices):
    UNISSUED = "unissued", _("未签发")
    AVAILABLE = "available", _("可用")
    TRADING = "trading", _("交易")
    RESERVED = "reserved", _("预留")
    FROZEN = "frozen", _("冻结")
    RETIRED = "retired", _("已注销")
    CANCELLED = "cancelled", _("已取消")


class Act(models.TextChoices):
    OPEN_ACCOUNT = "open_account", _("开户")
    SUSPEND_ACCOUNT = "suspend_account", _("账户停用")
    RESUME_ACCOUNT = "resume_account", _("账户恢复")
    CLOSE_ACCOUNT = "close_account", _("销户")
    ISSUE = "issue", _("签发")
    TRANSFER = "transfer", _("非交易过户")
    DEPOSIT = "deposit", _("转入交易")
    WITHDRAW = "withdraw", _("转出交易")
    SETTLE = "settle", _("交易交割")
    UNDO = "undo", _("交易撤销")
    RESERVE = "reserve", _("预留")
    RELEASE = "release", _("解除预留")
    FREEZE = "freeze", _("冻结")
    UNFREEZE = "unfreeze", _("解冻")
    RENEW = "renew", _("续冻")
    EXPIRE = "expire", _("到期解除")
    EXECUTE = "execute", _("扣划")
    CATCH = "catch", _("轮候冻结生效")
    RETIRE = "retire", _("注销")
    CANCEL = "cancel", _("取消")
