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
    SECOND_PERSON_NEEDED = Sentence(
        zh="“{act}”须由两人办理：一人提出，另一人复核。请先提交复核申请，由他人在“复核”中通过后办理。",
        en="This act ({act_en}) takes two persons. Propose it; it is done when another approves it "
        "under Approvals.",
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
    USERNAME_TAKEN = Sentence(
        zh="用户名“{username}”不能使用，请另取一个。已有账号的请直接登录。",
        en="The user name {username!r} cannot be used; choose another. If you have an account, log in.",
        status=409,
    )
    SIGN_UP_INVALID = Sentence(
        zh="“{label}”填写有误：{problem}请改正后再提交。",
        en="{field}: {problem} Correct it and submit again.",
    )
    NOT_LOCKED = Sentence(
        zh="{subject}目前没有失败计数，无需解除锁定。请刷新列表。",
        en="There are no counted failures for {subject}: nothing to unlock. Reload the list.",
    )
    NO_SECOND_FACTOR = Sentence(
        zh="{name}没有启用第二因素，无需重置。下次登录时系统会要求启用。",
        en="{name} has no second factor to reset. The next log-in asks for one.",
    )
    OWN_PROTECTION = Sentence(
        zh="不能解除自己的锁定或重置自己的第二因素。请由另一名安全管理员办理，或使用应急授权命令。",
        en="Nobody unlocks themselves or resets their own second factor. Ask another security "
        "administrator, or use the break-glass command.",
        status=403,
    )
    BREAK_GLASS_TERM = Sentence(
        zh="应急授权的时长为 {minutes} 分钟，须为 1 至 {limit} 分钟。请缩短后重试。",
        en="Break-glass for {minutes} minutes: it must be 1 to {limit}. Shorten it and try again.",
    )
    BREAK_GLASS_PERSON = Sentence(
        zh="{username}不是启用中的工作人员，不能应急授权。请指定一名能登录后台的人员。",
        en="{username} is no active member of staff and cannot be given emergency rights. "
        "Name somebody who can log in to the admin.",
    )
    LOG_KEPT_LONGER = Sentence(
        zh="登录记录至少保存 {months} 个月，保存期参数不得少于 {floor} 个月。请改正规则参数。",
        en="A log must be kept for at least {floor} months; the parameter says {months}. "
        "Correct the rule parameter.",
        rule="R-RECORD-01",
    )
    CLIENT_CODE = Sentence(
        zh="客户端代码“{code}”不合格式或已被使用。请用小写字母、数字和点，例如 exchange.bjgx。",
        en="Client code {code!r} is malformed or taken. Use small letters, digits and dots, "
        "such as exchange.bjgx.",
    )
    CLIENT_UNKNOWN = Sentence(
        zh="没有登记过接口客户端“{client}”。请核对代码，或先申请登记。",
        en="There is no client {client!r}. Check the code, or propose its registration first.",
        status=404,
    )
    CLIENT_SCOPE = Sentence(
        zh="客户端至少要有一个机制代码，且为 2 至 10 个大写字母。请改正范围。",
        en="A client needs at least one programme code of 2 to 10 capital letters. Correct it.",
    )
    CLIENT_INACTIVE = Sentence(
        zh="接口客户端{client}已停用，不能签发密钥或调用接口。请联系安全管理员。",
        en="The client {client} is switched off: no keys, no calls. Ask the security administrator.",
        status=403,
    )
    KEY_TERM = Sentence(
        zh="密钥有效期为 {days} 天，须为 1 至 {limit} 天。请改正。",
        en="A key for {days} days: it must be 1 to {limit}. Correct it.",
    )
    KEY_OVERLAP = Sentence(
        zh="新旧密钥并用 {hours} 小时，须为 0 至 {limit} 小时。请改正。",
        en="The keys overlap for {hours} hours: it must be 0 to {limit}. Correct it.",
    )
    KEY_UNKNOWN = Sentence(
        zh="没有前缀为“{prefix}”的接口密钥。请在密钥列表中核对。",
        en="There is no key {prefix!r}. Check the list of keys.",
        status=404,
    )
    KEY_PUBLIC = Sentence(
        zh="公钥无法识别：须为 PEM 格式的 Ed25519 公钥。请向对方索取正确的公钥文件。",
        en="The public key is not an Ed25519 key in PEM. Ask the other side for the right file.",
    )
    KEY_REFUSED = Sentence(
        zh="接口密钥无效、未生效、已过期或已吊销。请使用有效的密钥，或联系登记机构更换。",
        en="The key is unknown, not yet valid, expired or revoked. Use a valid key, or ask the "
        "registry for a new one.",
        status=401,
    )
    KEY_ENDED = Sentence(
        zh="密钥 {prefix} 已吊销或过期，不能再吊销或轮换。请刷新列表。",
        en="Key {prefix} is already revoked or expired. Reload the list.",
    )
