"""The people who log in: the bureaus' staff, the three administrators, supervision, districts,
experts, exchanges."""

from __future__ import annotations

from typing import NamedTuple

from governance.identity.roles import Role

# For the demo only; the command refuses to run under production settings.
PASSWORD = "shili-yanshi-2026"

SYSTEM, SECURITY, AUDIT = "sysadmin", "secadmin", "auditor"


class Person(NamedTuple):
    """One user. ``grants`` are (role, programme), programme empty for all; ``look`` says what there
    is to see after logging in, empty for those who have no page yet."""

    username: str
    real_name: str
    title: str
    grants: tuple[tuple[Role, str], ...]
    look: str = ""
    district_code: str = ""


ADMINISTRATORS = (
    Person(
        SYSTEM,
        "方正",
        "系统管理员",
        ((Role.SYSTEM_ADMIN, ""),),
        "用户：建立账号，但不能授予角色；接口客户端：申请签发密钥",
    ),
    Person(
        SECURITY,
        "秦岚",
        "安全管理员",
        ((Role.SECURITY_ADMIN, ""),),
        "角色授权；登录保护：解除锁定；复核：轮换接口密钥",
    ),
    Person(
        AUDIT,
        "陆明",
        "审计管理员",
        ((Role.AUDIT_ADMIN, ""),),
        "登录记录、登记簿、主体、授权：只看不改",
    ),
)

STAFF = (
    Person(
        "bj.maker",
        "周敏",
        "北京 经办",
        ((Role.MAKER, "BJ"), (Role.MAKER, "CCER")),
        "办件：受理、公示、审核；登记簿 › 账户：申请开户、冻结、过户",
    ),
    Person(
        "bj.checker",
        "许国华",
        "北京 复核",
        ((Role.CHECKER, "BJ"), (Role.CHECKER, "CCER")),
        "复核：待我复核的冻结，通过或驳回",
    ),
    Person(
        "bj.approver",
        "高文",
        "北京 领导审批",
        ((Role.APPROVER, "BJ"), (Role.APPROVER, "CCER")),
        "复核：待签发的减排量；登记簿 › 批次：每一吨现在在哪里",
    ),
    Person("cd.maker", "罗雪", "成都 经办", ((Role.MAKER, "CD"),), "办件：受理、公示、审核、变更"),
    Person(
        "cd.checker",
        "蒋涛",
        "成都 复核",
        ((Role.CHECKER, "CD"),),
        "登记簿 › 冻结与预留：轮候；复核：恢复账户、开户",
    ),
    Person(
        "cd.approver",
        "邓宁",
        "成都 领导审批",
        ((Role.APPROVER, "CD"),),
        "复核：取消（代复核休假）；登记簿 › 分录",
    ),
    Person(
        "supervisor",
        "宋佳",
        "金融监管（只读）",
        ((Role.SUPERVISOR, ""),),
        "登记簿 › 分录：成交与撤销",
    ),
    Person(
        "tongzhou",
        "韩磊",
        "通州区工作人员",
        ((Role.DISTRICT, ""),),
        "主体：只见本区的单位；办件：本区的项目和报告",
        "110112",
    ),
    Person(
        "chaoyang",
        "龚示例",
        "朝阳区工作人员",
        ((Role.DISTRICT, "BJ"),),
        "办件：本区公示中、审核中的项目",
        "110105",
    ),
    Person(
        "gaoxin",
        "文示例",
        "成都高新区工作人员",
        ((Role.DISTRICT, "CD"),),
        "办件：本区的项目",
        "CD-HTIDZ",
    ),
)

# As many as the rule asks for (R-EXPERT-01), and one who steps aside.
EXPERTS = tuple(
    Person(f"expert{number}", f"{surname}示例专家", "评估专家", ((Role.EXPERT, ""),))
    for number, surname in enumerate("陶郝龚邵万钱", 1)
)

# They act by interface or by command and have no page of their own yet.
MACHINES = (
    Person("bj.exchange", "北京示例绿色交易所接口", "交易机构接口", ((Role.EXCHANGE, ""),)),
    Person("cd.exchange", "四川示例环境交易所接口", "交易机构接口", ((Role.EXCHANGE, ""),)),
    Person("operator", "运行值班", "运行人员", ((Role.OPERATOR, ""),)),
)
