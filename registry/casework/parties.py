"""As whom a person meets a case. Rights hang on these, and on nothing else.

Staff parties follow from role grants that reach the case's programme (own or lent while somebody is on
leave); the others from being a participant of the case, in person or as a member of an organisation.
"""

from __future__ import annotations

from enum import StrEnum


class Party(StrEnum):
    OWNER_MAKER = "owner_maker"
    OWNER_CHECKER = "owner_checker"
    VVB_MAKER = "vvb_maker"
    VVB_CHECKER = "vvb_checker"
    EXPERT = "expert"
    MAKER = "maker"
    CHECKER = "checker"
    APPROVER = "approver"
    DISTRICT = "district"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    OPERATOR = "operator"

    @property
    def zh(self) -> str:
        return PARTY_NAMES[self]


PARTY_NAMES: dict[Party, str] = {
    Party.OWNER_MAKER: "申请单位经办",
    Party.OWNER_CHECKER: "申请单位复核",
    Party.VVB_MAKER: "审定核查机构审核员",
    Party.VVB_CHECKER: "审定核查机构签发人",
    Party.EXPERT: "评估专家",
    Party.MAKER: "经办",
    Party.CHECKER: "复核",
    Party.APPROVER: "领导审批",
    Party.DISTRICT: "区级工作人员",
    Party.SUPERVISOR: "监管（只读）",
    Party.AUDITOR: "审计管理员",
    Party.OPERATOR: "到期处理程序",
}

OWNER = frozenset({Party.OWNER_MAKER, Party.OWNER_CHECKER})
VVB = frozenset({Party.VVB_MAKER, Party.VVB_CHECKER})
BUREAU = frozenset({Party.MAKER, Party.CHECKER, Party.APPROVER})
READERS = frozenset({Party.DISTRICT, Party.SUPERVISOR, Party.AUDITOR})
