"""R-PROJECT-01: the conditions under which a project may be applied for (令第31号 art. 10).

The day of construction is a date that can be compared; the rest is declared by the applicant, with
evidence, and judged by people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import Enum

from core.errors import CodedError
from registry.projects.errors import ProjectCode
from registry.projects.rules.objections import Objections


class Condition(Enum):
    """What may be demanded; the codes stand in the rule's parameter ``conditions``."""

    REAL = "real"
    UNIQUE = "unique"
    ADDITIONAL = "additional"
    METHODOLOGY = "methodology"
    NO_LEGAL_DUTY = "no_legal_duty"
    OUTSIDE_ETS = "outside_ets"

    @property
    def zh(self) -> str:
        return _ZH[self]


_ZH = {
    Condition.REAL: "减排真实发生",
    Condition.UNIQUE: "未在其他减排机制重复登记，具有唯一性",
    Condition.ADDITIONAL: "具有额外性",
    Condition.METHODOLOGY: "属于已发布方法学支持的领域",
    Condition.NO_LEGAL_DUTY: "不属于法律法规规定的减排义务",
    Condition.OUTSIDE_ETS: "不在碳排放权交易市场配额管理的排放边界内",
}


def demanded_conditions(parameter: str) -> list[Condition]:
    """The parameter's codes, parted by blanks. ``ValueError`` for a code that is none."""
    return [Condition(code) for code in parameter.split()]


def check_construction(began_on: dt.date | None, *, after: dt.date) -> Objections:
    """Construction began later than on the day ``after`` (national rule: 2012-11-08, so the 9th is the
    first day that will do). Objects ``construction_date_missing``, ``construction_too_early``."""
    if began_on is None:
        return [CodedError(ProjectCode.CONSTRUCTION_DATE_MISSING)]
    if began_on <= after:
        return [
            CodedError(
                ProjectCode.CONSTRUCTION_TOO_EARLY,
                began_on=began_on.isoformat(),
                after=after.isoformat(),
            )
        ]
    return []


def check_conditions(
    demanded: Collection[Condition], declared: Collection[Condition]
) -> Objections:
    """Objects ``condition_not_declared`` for each that is demanded and not declared, in the order of
    :class:`Condition`."""
    return [
        CodedError(ProjectCode.CONDITION_NOT_DECLARED, condition=each.zh, condition_code=each.value)
        for each in Condition
        if each in demanded and each not in declared
    ]
