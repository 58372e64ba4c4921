"""R-VVB-02: whether the applicant or the bureau names the validation and verification body."""

from __future__ import annotations

from enum import Enum

from core.errors import CodedError
from registry.projects.errors import ProjectCode
from registry.projects.rules.objections import Objections


class NamedBy(Enum):
    """The values of the rule's parameter ``named_by``."""

    APPLICANT = "applicant"
    BUREAU = "bureau"


_WHO = {
    NamedBy.APPLICANT: ("申请人委托", "chosen by the applicant"),
    NamedBy.BUREAU: ("主管部门指派", "assigned by the bureau"),
}


def check_naming(naming: NamedBy, parameter: str) -> Objections:
    """``naming`` is the side that names the body now, ``parameter`` the value in force. Objects
    ``vvb_named_by_other``; ``ValueError`` for a value that is none."""
    rightful = NamedBy(parameter)
    if naming is rightful:
        return []
    who, who_code = _WHO[rightful]
    return [CodedError(ProjectCode.VVB_NAMED_BY_OTHER, who=who, who_code=who_code)]
