"""What a case refuses, and what the person should do next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class CaseCode(Enum):
    CASE_UNKNOWN = Sentence(
        zh="没有该办件，或您无权查看。请从办件列表中选择。",
        en="There is no such case, or it is not yours to see. Choose one from your list.",
        status=404,
    )
    STEP_UNKNOWN = Sentence(
        zh="没有“{step}”这一步骤。请使用页面上的按钮。",
        en="There is no step {step!r}. Use the buttons of the page.",
        status=404,
    )
    STEP_FORBIDDEN = Sentence(
        zh="您不能对{case}办理“{act}”：须由{needed}办理。",
        en="You may not take this step ({act_en}) on {case}; it belongs to {needed_en}.",
        status=403,
    )
    STATE_REFUSED = Sentence(
        zh="{case}目前是“{state}”，不能办理“{act}”。请刷新页面，按现在的状态办理。",
        en="{case} is {state_en} now; this step ({act_en}) cannot be taken. Reload the page.",
        status=409,
    )
    CASE_CHANGED = Sentence(
        zh="您打开页面之后，{case}已有变化，没有办理。请看过现在的内容，再行办理。",
        en="{case} has changed since you opened the page; nothing was done. Look again first.",
        status=409,
    )
    CASE_INCOMPLETE = Sentence(
        zh="{case}还缺：{missing}。请补齐后再办理“{act}”。",
        en="{case} still lacks: {missing}. Complete it, then try again ({act_en}).",
    )
    FIELD_INVALID = Sentence(
        zh="“{label}”不符合要求：{what}。请改正。",
        en="{label}: {what_en}. Correct it.",
    )
    FILE_MISSING = Sentence(
        zh="没有附上“{category}”。请上传后再办理。",
        en="The document {category} is missing. Upload it first.",
    )
    FILE_CATEGORY = Sentence(
        zh="没有“{category}”这一材料类别。请从列表中选择。",
        en="There is no category of documents {category!r}. Choose one from the list.",
    )
    FILE_UNKNOWN = Sentence(
        zh="没有该材料，或已被新版本替换。请刷新页面。",
        en="There is no such document, or a newer one has taken its place. Reload the page.",
        status=404,
    )
    NOTICE_RUNNING = Sentence(
        zh="公示至 {closes}（含当日）{provisional}，尚未届满。届满后再办理。",
        en="The public notice runs until {closes}, that day included. Wait for its end.",
        rule="R-NOTICE-01",
        status=409,
    )
    NOTICE_UNANSWERED = Sentence(
        zh="公示期间收到的意见还有 {count} 条没有答复。请逐条答复后再办理。",
        en="{count} comments of the notice are unanswered. Answer each of them first.",
        status=409,
    )
    NOTICE_CLOSED = Sentence(
        zh="该公示已结束或不存在，不再收集意见。",
        en="This notice has ended or does not exist; comments are no longer taken.",
        status=409,
    )
    CORRECTION_NOT_OVERDUE = Sentence(
        zh="补正期限至 {due}（含当日）{provisional}，还没有逾期，不能作失效处理。",
        en="The correction may be made until {due}, that day included; nothing lapses yet.",
        rule="R-CORRECTION-01",
        status=409,
    )
    COMMENT_UNKNOWN = Sentence(
        zh="没有该条意见，或已答复。请刷新页面。",
        en="There is no such comment, or it was answered. Reload the page.",
        status=404,
    )
    COMMENT_INVALID = Sentence(
        zh="意见须写明称呼、联系方式和内容（内容 5 至 2000 字）。请补齐。",
        en="A comment needs a name, a way to reach you and a text of 5 to 2,000 characters.",
    )
    TOO_MANY_CASES = Sentence(
        zh="一次选择了 {count} 件，至多 {limit} 件。请分批办理。",
        en="{count} cases were chosen; {limit} at most at a time. Do them in parts.",
    )
    HANDLER_UNFIT = Sentence(
        zh="所选人员在机制 {programme} 没有经办、复核或审批角色，不能承办{case}。请另选承办人。",
        en="This person has no role of the bureau in programme {programme}. Choose another handler.",
    )
    NOT_ACCREDITED = Sentence(
        zh="{name}不在有效的审定与核查机构名单中，或其业务范围不含“{scope}”。请另选机构。",
        en="{name} is not accredited for {scope} today. Choose another body.",
        rule="R-VVB-01",
    )
    HANDLER_UNKNOWN = Sentence(
        zh="所选人员不是本机制的经办或复核人员。请从列表中选择。",
        en="This person is neither maker nor checker of the programme. Choose one from the list.",
    )
