"""What identity refuses, and what the person should do next. Also the refusals every room shares:
no right to an act, and no reason given for it.
"""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class IdentityCode(Enum):
    FORBIDDEN = Sentence(
        zh="您没有“{act}”的权限，需要角色：{needed}。请交由具备该角色的人员办理，或请安全管理员授权。",
        en="You may not do this ({act_en}); it needs the role {needed_en}. "
        "Hand it to someone who has it, or ask the security administrator to grant it.",
        status=403,
    )
    REASON_MISSING = Sentence(
        zh="没有填写理由。请写明办理依据或原因后再提交。",
        en="No reason was given. State the ground or cause, then submit again.",
    )
    REASON_TOO_LONG = Sentence(
        zh="理由有 {length} 个字，最多 {limit} 个字。请缩短，详情放入附件。",
        en="The reason has {length} characters; the limit is {limit}. Shorten it.",
    )
    SEPARATE_DUTIES = Sentence(
        zh="{name}已是{held}，不能同时担任{wanted}：三员须由不同人员担任，且不得兼任经办、复核、审批。"
        "请另选人员，或先终止其原有角色。",
        en="{name} already is {held_en} and cannot also be {wanted_en}: the three administrators "
        "are separate people and handle no business. Choose someone else, or end the first role.",
    )
    GRANT_TO_SELF = Sentence(
        zh="不能给自己授予或终止角色。请由另一名安全管理员办理。",
        en="Nobody grants or ends a role of their own. Ask another security administrator.",
        status=403,
    )
    GRANT_EXISTS = Sentence(
        zh="{name}在该期间已有角色“{wanted}”（{scope}）。无需重复授权；要改期限请先终止原授权。",
        en="{name} already has the role {wanted_en} ({scope_en}) in that period. "
        "Nothing to do; to change the term, end the grant first.",
    )
    GRANT_ENDED = Sentence(
        zh="该授权已于 {ended} 终止，不能再次终止。请刷新列表查看现有授权。",
        en="This grant was already ended at {ended}. Reload the list to see the grants in force.",
    )
    GRANT_BACKDATED = Sentence(
        zh="授权不能从过去开始，否则以往的办理会显得有权。请留空（立即生效）或填写将来的时间。",
        en="A grant cannot begin in the past: acts already done would look authorised. "
        "Leave it empty for now, or name a time to come.",
    )
    GRANT_PERIOD = Sentence(
        zh="授权的终止时间早于开始时间。请改正期限。",
        en="The grant ends before it begins. Correct its term.",
    )
    ROLE_UNKNOWN = Sentence(
        zh="没有角色“{wanted}”。请从角色列表中选择。",
        en="There is no role {wanted!r}. Choose one from the list.",
    )
    PROGRAMME_MALFORMED = Sentence(
        zh="项目机制代码“{programme}”应为 2 至 10 个大写字母，留空表示全部。请改正。",
        en="Programme code {programme!r} must be 2 to 10 capital letters, or empty for all.",
    )
    ALREADY_APPOINTED = Sentence(
        zh="三员已经任命过。后续任免请由安全管理员授权办理。",
        en="The three administrators were appointed before. Later changes are grants by the "
        "security administrator.",
    )
    NOT_THREE_PEOPLE = Sentence(
        zh="系统管理员、安全管理员、审计管理员须为三名不同的人员。请另选人员。",
        en="The system, security and audit administrators must be three different people.",
    )
    TECHNICAL_NAME_TAKEN = Sentence(
        zh="用户名“{username}”已由能够登录或持有角色的用户使用，不能充当导入程序。请用 --as 指明由谁导入。",
        en="The user name {username!r} belongs to someone who can log in or holds roles and cannot "
        "stand for the import program. Name who imports with --as.",
        status=409,
    )
