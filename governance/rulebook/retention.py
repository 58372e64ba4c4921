"""How long records are kept (R-RECORD-01), as the rulebook says today."""

from __future__ import annotations

from core import clock
from governance.rulebook.models import RuleParameter

RULE = "R-RECORD-01"


def sentence() -> str:
    """For the page of the trail: the months of the system log with their source and whether it was
    checked; what to do when the rulebook has no value."""
    today = clock.today()
    found = (
        RuleParameter.objects.filter(rule=RULE, name="system_log_months", programme=None)
        .filter(effective_from__lte=today)
        .exclude(effective_to__lt=today)
        .first()
    )
    if found is None:
        return f"规则库中没有今天有效的系统日志保存期限（{RULE}），请登记；在此之前一律不清理。"
    checked = "已核对原文" if found.verified else "尚未核对原文"
    return (
        f"系统日志保存不少于 {found.value} 个月，登记簿永久保存"
        f"（{RULE}，依据：{found.legal_source}，{checked}）。"
    )
