"""Programmes, the numbers of rules, and the working-day calendar."""

from governance.rulebook.models.calendar import CalendarNotice
from governance.rulebook.models.programmes import Programme, RuleParameter

__all__ = ["CalendarNotice", "Programme", "RuleParameter"]
