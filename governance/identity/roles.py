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
