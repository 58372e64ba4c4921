"""The roles of DOMAIN §1 by code. Rights hang on these codes, never on group names."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    MAKER = "maker"  # 经办
    CHECKER = "checker"  # 复核
    APPROVER = "approver"  # 领导审批
    SYSTEM_ADMIN = "system_admin"  # 系统管理员
    SECURITY_ADMIN = "security_admin"  # 安全管理员
    AUDIT_ADMIN = "audit_admin"  # 审计管理员
    DISTRICT = "district"  # 区生态环境局
    SUPERVISOR = "supervisor"  # 金融监管、市场监管（只读）
    EXPERT = "expert"  # 专家委员会
    VERIFIER = "verifier"  # 审定与核查机构
    HOLDER = "holder"  # 持有人的经办人员
    EXCHANGE = "exchange"  # 交易机构的接口
    OPERATOR = "operator"  # 运行命令的人（导入、到期处理）

    @property
    def zh(self) -> str:
        return ROLE_NAMES[self]


ROLE_NAMES: dict[Role, str] = {
    Role.MAKER: "经办",
    Role.CHECKER: "复核",
    Role.APPROVER: "领导审批",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
    Role.DISTRICT: "区级工作人员",
    Role.SUPERVISOR: "监管（只读）",
    Role.EXPERT: "专家",
    Role.VERIFIER: "审定与核查人员",
    Role.HOLDER: "持有人经办人员",
    Role.EXCHANGE: "交易机构接口",
    Role.OPERATOR: "运行人员",
}


def role_name(code: str) -> str:
    """The Chinese word for a role code; the code itself when nobody knows it any more."""
    return Role(code).zh if code in list(Role) else code


# 三员: three separate people, none of whom also handles business.
ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
STAFF = frozenset({Role.MAKER, Role.CHECKER, Role.APPROVER})


def excludes(one: str, other: str) -> bool:
    """Whether no one person may hold both roles at the same time (三员 rule).

    The database keeps the same rule for itself: ``identity_separate_duties``.
    """
    if one == other:
        return False
    pair = {one, other}
    return bool(pair & ADMINISTRATORS) and pair <= (ADMINISTRATORS | STAFF)
