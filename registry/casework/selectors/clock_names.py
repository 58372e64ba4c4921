"""The words for clocks of cases: what each counts."""

from __future__ import annotations

from registry.casework.models import Clock

CLOCKS = {
    "notice": "公示期",
    "correction": "补正期限",
    "acceptance": "受理期限",
    "accept": "受理期限",
    "review": "审核期限",
    "validation": "审定期限",
    "verification": "核查期限",
    "register": "登记期限",
    "issue": "签发期限",
    "expert": "专家评估期限",
    "assessment": "评估期限",
    "answer": "答复期限",
    "cancel_order": "责令取消期限",
}


def clock_name(clock: Clock) -> str:
    return CLOCKS.get(clock.name, clock.name)
