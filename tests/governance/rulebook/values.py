"""Another value of a rule in force today, as a change would make it."""

from __future__ import annotations

import datetime as dt

from core import clock
from governance.rulebook.models import RuleParameter


def end_value(rule: str, name: str) -> RuleParameter:
    """The value for all programmes ends yesterday."""
    found = RuleParameter.objects.get(rule=rule, name=name, programme=None, effective_to=None)
    found.effective_to = clock.today() - dt.timedelta(days=1)
    found.save(update_fields=["effective_to"])
    return found


def put_value(rule: str, name: str, value: str) -> None:
    old = end_value(rule, name)
    RuleParameter.objects.create(
        rule=rule, name=name, value=value, type=old.type, legal_source="测试",
        effective_from=clock.today(),
    )  # fmt: skip
