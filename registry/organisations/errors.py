"""What registering and changing holders refuses, and what the person should do next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class OrganisationCode(Enum):
    # The unified social credit code, GB 32100-2015
    USCC_LENGTH = Sentence(
        zh="统一社会信用代码应为 18 位，现为 {length} 位。请对照营业执照补全或删去多余字符。",
        en="A unified social credit code has 18 characters; this one has {length}. "
        "Compare it with the licence.",
    )
    USCC_CHARACTERS = Sentence(
        zh="统一社会信用代码含有不允许的字符：{where}。代码只用数字和大写字母"
        "（不含 I、O、S、V、Z），第 3 至 8 位只能是数字。请对照营业执照改正。",
        en="The unified social credit code has characters it may not have: {where_en}. Only digits "
        "and capital letters without I, O, S, V, Z are used, and positions 3 to 8 are digits. "
        "Compare it with the licence.",
    )
    USCC_CHECK = Sentence(
        zh="统一社会信用代码的校验码（第 18 位“{given}”）与前 17 位不符，其中至少有一位录入有误。"
        "请对照营业执照逐位核对。",
        en="The check character (18th, {given!r}) of the unified social credit code does not fit "
        "the first 17: at least one character is mistyped. Compare it with the licence.",
    )
    USCC_TAKEN = Sentence(
        zh="统一社会信用代码 {uscc} 已登记为“{name}”（{status}）。"
        "请查找并使用该单位，不要重复登记。",
        en="The code {uscc} is already registered to {name!r} ({status_en}). "
        "Use that organisation instead of registering it again.",
        status=409,
    )
    # Details
    FIELD_INVALID = Sentence(
        zh="“{label}”填写有误：{problem}请改正后再提交。",
        en="{field}: {problem} Correct it and submit again.",
    )
    KINDS_MISSING = Sentence(
        zh="没有选择单位类别。请至少选择一项。",
        en="No kind of organisation was chosen. Choose at least one.",
    )
    KIND_UNKNOWN = Sentence(
        zh="没有单位类别“{chosen}”。请从列表中选择。",
        en="There is no kind of organisation {chosen!r}. Choose from the list.",
    )
    KINDS_CONFLICT = Sentence(
        zh="一个单位不能既是重点碳排放单位又是一般单位。请只选其中一项。",
        en="An organisation is not a key emitter and a general unit at once. Choose one of them.",
    )
    DISTRICT_UNKNOWN = Sentence(
        zh="没有代码为“{district}”的区县。请从列表中选择，外地单位留空。",
        en="There is no district with code {district!r}. Choose from the list; "
        "leave it empty for elsewhere.",
    )
    NOTHING_CHANGED = Sentence(
        zh="内容与现有登记相同，没有需要保存的变更。请修改后再提交。",
        en="Nothing differs from what is registered. Change something, then submit.",
    )
    # Life of an organisation
    ORGANISATION_UNKNOWN = Sentence(
        zh="没有编号为 {uuid} 的单位。请核对编号，或先登记该单位。",
        en="There is no organisation {uuid}. Check the identifier, or register it first.",
        status=404,
    )
    ORGANISATION_CLOSED = Sentence(
        zh="“{name}”已注销，不能再变更。如有疑问请查看其变更记录。",
        en="{name!r} is closed and cannot be changed any more. Its history says why.",
    )
    STATUS_REFUSED = Sentence(
        zh="“{name}”目前状态为“{status}”，不能{act}。请刷新页面查看最新状态。",
        en="{name!r} is {status_en} and cannot be the object of: {act_en}. "
        "Reload to see its present state.",
        status=409,
    )
    # Natural persons
    ID_TYPE_UNKNOWN = Sentence(
        zh="没有证件类型“{id_type}”。请从列表中选择。",
        en="There is no document type {id_type!r}. Choose from the list.",
    )
    ID_LENGTH = Sentence(
        zh="居民身份证号应为 18 位，现为 {length} 位。请对照证件改正。",
        en="A resident identity number has 18 characters; this one has {length}. "
        "Compare it with the document.",
    )
    ID_CHARACTERS = Sentence(
        zh="{label}号码含有不允许的字符或长度不符。请对照证件改正。",
        en="The document number has characters or a length it may not have. "
        "Compare it with the document.",
    )
    ID_BIRTH_DATE = Sentence(
        zh="居民身份证号中的出生日期（第 7 至 14 位）不成立。请对照证件改正。",
        en="The birth date in the identity number (7th to 14th digit) is not a date of the past. "
        "Compare it with the document.",
    )
    ID_CHECK = Sentence(
        zh="居民身份证号的校验码（第 18 位）与前 17 位不符，其中至少有一位录入有误。请逐位核对。",
        en="The check character of the identity number does not fit the first 17: at least one is "
        "mistyped. Compare it with the document.",
    )
    PERSON_TAKEN = Sentence(
        zh="该证件号码已登记为“{name}”（{masked}）。请查找并使用该自然人，不要重复登记。",
        en="This document number is already registered ({masked}). Use that person instead.",
        status=409,
    )
    PERSON_UNKNOWN = Sentence(
        zh="没有编号为 {uuid} 的自然人。请核对编号，或先登记。",
        en="There is no person {uuid}. Check the identifier, or register the person first.",
        status=404,
    )
    USER_TAKEN = Sentence(
        zh="用户“{user}”已关联另一名自然人。请核对后另选用户。",
        en="The user {user!r} already belongs to another person. Choose another user.",
        status=409,
    )
    HOLDER_UNKNOWN = Sentence(
        zh="没有编号为 {uuid} 的持有人。请核对编号，或先登记单位或自然人。",
        en="There is no holder {uuid}. Check the identifier, or register the holder first.",
        status=404,
    )
    # Membership
    MEMBER_ROLE_UNKNOWN = Sentence(
        zh="没有成员角色“{role}”。请选择经办、复核或管理员。",
        en="There is no member role {role!r}. Choose maker, checker or admin.",
    )
    MEMBER_EXISTS = Sentence(
        zh="{user}在该期间已是“{name}”的成员（{role}）。要改角色请变更现有成员关系。",
        en="{user} already is a member of {name!r} in that period ({role_en}). "
        "Change that membership instead.",
        status=409,
    )
    MEMBERSHIP_ENDED = Sentence(
        zh="该成员关系已于 {ended} 终止，不能再变更。如需恢复请重新添加成员。",
        en="This membership ended at {ended} and cannot be changed. Add the member anew.",
    )
    MEMBERSHIP_PERIOD = Sentence(
        zh="成员关系的终止时间早于开始时间。请改正期限。",
        en="The membership ends before it begins. Correct its term.",
    )
    MEMBERSHIP_UNKNOWN = Sentence(
        zh="没有编号为 {membership} 的成员关系。请刷新列表后重试。",
        en="There is no membership {membership}. Reload the list and try again.",
        status=404,
    )
    USER_INACTIVE = Sentence(
        zh="用户“{user}”已停用，不能成为单位成员。请先由系统管理员启用，或另选用户。",
        en="The user {user!r} is disabled and cannot be a member. Have the account enabled first.",
    )
    # Applications to enrol or join
    ENROLMENT_REGISTERED = Sentence(
        zh="代码 {uscc} 的单位已在登记簿登记。请改选“加入已登记的单位”，由该单位的管理员办理。",
        en="An organisation with the code {uscc} is already registered. Choose to join it; its "
        "administrator decides.",
        status=409,
    )
    ENROLMENT_NO_ORGANISATION = Sentence(
        zh="没有可以加入的、代码为 {uscc} 的单位。请核对代码；单位尚未登记的，请改选“登记新单位”。",
        en="There is no organisation with the code {uscc} to join. Check the code; if it is not "
        "registered yet, choose to enrol it.",
        status=404,
    )
    ENROLMENT_LIVE = Sentence(
        zh="您对代码 {uscc} 的单位已有一件申请正在办理。请等待结果，不必重复提交。",
        en="You already have an application for {uscc} under way. Wait for its result.",
        status=409,
    )
    ENROLMENT_MEMBER = Sentence(
        zh="您已是代码 {uscc} 的单位的成员，不必再申请。请在页面顶端切换到该单位。",
        en="You already are a member of {uscc}. Switch to it at the top of the page.",
        status=409,
    )
    ENROLMENT_PAPER_MISSING = Sentence(
        zh="没有上传{paper}。登记新单位须上传营业执照和授权书，请补齐后再提交。",
        en="The {paper_code} is missing. To enrol an organisation, upload its licence and a letter "
        "of authorisation.",
    )
    ENROLMENT_PAPER_TYPE = Sentence(
        zh="文件“{name}”不是 PDF、JPG 或 PNG，或内容与扩展名不符。请另存为其中一种后再上传。",
        en="File {name!r} is no PDF, JPG or PNG, or is not what its ending says. Save it as one.",
    )
    ENROLMENT_TOO_MANY = Sentence(
        zh="您所在的网络地址在 {minutes} 分钟内已提交 {limit} 件申请。请稍后再试。",
        en="Your address has sent {limit} applications within {minutes} minutes. Try again later.",
        status=429,
    )
    ENROLMENT_UNKNOWN = Sentence(
        zh="没有编号为 {uuid} 的入驻申请。请刷新列表后重试。",
        en="There is no application {uuid}. Reload the list and try again.",
        status=404,
    )
    ENROLMENT_DECIDED = Sentence(
        zh="该申请已办结（{status}），不能再办理。请刷新页面查看结果。",
        en="The application was already decided ({status_code}). Reload to see its result.",
        status=409,
    )
    ENROLMENT_OWN = Sentence(
        zh="不能办理自己的申请。请由其他有权限的人员办理。",
        en="Nobody decides on an application of their own. Ask somebody else who may.",
        status=403,
    )
