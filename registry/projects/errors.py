"""What the rules about projects and reduction reports object to, and what the person does next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class ProjectCode(Enum):
    # Monitoring periods
    PERIOD_REVERSED = Sentence(
        zh="监测期的止日 {period_to} 早于起日 {period_from}。请改正日期。",
        en="The monitoring period ends on {period_to}, before it begins on {period_from}. "
        "Correct the dates.",
        rule="R-PERIOD-01",
    )
    PERIOD_OUTSIDE_CREDITING = Sentence(
        zh="监测期 {period_from} 至 {period_to} 超出项目计入期 {crediting_from} 至 {crediting_to}。"
        "请把监测期改在计入期之内。",
        en="The monitoring period {period_from} to {period_to} reaches beyond the crediting period "
        "{crediting_from} to {crediting_to}. Choose days inside it.",
        rule="R-PERIOD-01",
    )
    PERIOD_TOO_EARLY = Sentence(
        zh="监测期自 {period_from} 开始，本机制只登记 {first_allowed} 起产生的减排量。"
        "请把起日改为 {first_allowed} 或以后。",
        en="The monitoring period begins on {period_from}; this programme registers reductions made "
        "from {first_allowed} on. Begin on that day or later.",
        rule="R-PERIOD-01",
    )
    PERIOD_NOT_OVER = Sentence(
        zh="监测期到 {period_to} 才结束，{applied_on} 不能申请。请在监测期结束的次日或以后申请。",
        en="The monitoring period lasts until {period_to} and cannot be claimed on {applied_on}. "
        "Apply on a day after its end.",
        rule="R-PERIOD-01",
    )
    PERIOD_CLAIMED_LATE = Sentence(
        zh="减排量须在产生后 {claim_years} 年内申请登记；{applied_on} 申请的，监测期最早自 {earliest} 起，"
        "现为 {period_from}。请把已过期限的日期从监测期中去掉。",
        en="Reductions are claimed within {claim_years} years; on {applied_on} a period may begin on "
        "{earliest} at the earliest, not on {period_from}. Leave out the days that are too old.",
        rule="R-PERIOD-01",
    )
    PERIOD_OVERLAPS = Sentence(
        zh="监测期 {period_from} 至 {period_to} 与本项目已有的监测期 {other_from} 至 {other_to} 重叠。"
        "同一天的减排量只能申请一次，请改正日期。",
        en="The monitoring period {period_from} to {period_to} overlaps the project's period "
        "{other_from} to {other_to}. A day is claimed once only; correct the dates.",
        rule="R-PERIOD-01",
        status=409,
    )
    # Conditions of a project
    CONSTRUCTION_DATE_MISSING = Sentence(
        zh="没有填写项目开工日期。请填写；没有工程建设的项目，填写开始实施的日期。",
        en="The day on which construction began is missing. Give it; for a project without building "
        "works, give the day it was put into effect.",
        rule="R-PROJECT-01",
    )
    CONSTRUCTION_TOO_EARLY = Sentence(
        zh="项目于 {began_on} 开工，本机制只接受 {after} 之后开工建设的项目。日期有误的请改正；"
        "日期无误的，本项目不符合申请条件。",
        en="Construction began on {began_on}; this programme takes projects begun after {after}. "
        "Correct the day if it is wrong; otherwise the project is not eligible.",
        rule="R-PROJECT-01",
    )
    CONDITION_NOT_DECLARED = Sentence(
        zh="没有确认申请条件“{condition}”。确实符合的，请确认并附上说明材料；不符合的不能申请。",
        en="The condition {condition!r} is not declared. Declare it with its evidence if it is met; "
        "otherwise the project cannot be applied for.",
        rule="R-PROJECT-01",
    )
    # Validation and verification bodies
    VERIFIER_IS_VALIDATOR = Sentence(
        zh="该机构承担过本项目的审定，不能再核查其减排量。请另选一家核查机构。",
        en="This body validated the project and may not verify its reductions. Choose another body.",
        rule="R-VVB-01",
    )
    VVB_IS_PARTY = Sentence(
        zh="该机构是本项目的业主、开发单位或代理，不能审定或核查本项目。请选择与项目无关的机构。",
        en="This body is the project's owner, developer or agent and may neither validate nor verify "
        "it. Choose a body without ties to the project.",
        rule="R-VVB-01",
    )
    VVB_NAMED_BY_OTHER = Sentence(
        zh="本机制的审定与核查机构由{who}。请等待或转请其办理。",
        en="In this programme the validation and verification body is {who}. Leave the choice to them.",
        rule="R-VVB-02",
    )
    # Crediting period
    CREDITING_REVERSED = Sentence(
        zh="计入期的止日 {crediting_to} 早于起日 {crediting_from}。请改正日期。",
        en="The crediting period ends on {crediting_to}, before it begins on {crediting_from}. "
        "Correct the dates.",
        rule="R-CREDIT-01",
    )
    CREDITING_TOO_LONG = Sentence(
        zh="计入期最长 {longest_years} 年，自 {crediting_from} 起至迟到 {latest} 止，现为 {crediting_to}。"
        "请改正止日。",
        en="A crediting period lasts {longest_years} years at most: from {crediting_from} until {latest}, "
        "not {crediting_to}. Correct its last day.",
        rule="R-CREDIT-01",
    )
    # Shares in the proceeds of a collective project
    SHARE_INVALID = Sentence(
        zh="“{party}”的分配比例 {percent}% 无效。比例应大于 0、不超过 100，小数不超过 {places} 位。",
        en="The share of {party!r}, {percent}%, is invalid: more than 0, at most 100, with at most "
        "{places} decimals.",
    )
    SHARES_SUM = Sentence(
        zh="各方分配比例合计为 {total}%，应正好为 100%。请核对协议后改正。",
        en="The shares add up to {total}%, not to exactly 100%. Compare them with the agreement.",
    )
    SHARE_PARTY_UNKNOWN = Sentence(
        zh="第 {line} 行“{text}”有误：每行写一家已登记单位的统一社会信用代码和比例，以空格分开，不得重复。",
        en="Line {line} ({text!r}): write the credit code of a registered organisation and its percentage, "
        "each organisation once.",
    )
    # Content
    METHODOLOGY_UNPUBLISHED = Sentence(
        zh="所选方法学版本不是本机制现行已发布的版本。请从列表中选择。",
        en="That is not a published version of a methodology of this programme. Choose one from the list.",
        rule="R-PROJECT-01",
    )
    # Registration
    CONCLUSION_NOT_POSITIVE = Sentence(
        zh="{project}没有肯定的审定结论，不能登记。",
        en="{project} has no positive conclusion of its validator and cannot be registered.",
        status=409,
    )
    FLAG_UNEXPLAINED = Sentence(
        zh="还有没有说明的疑点：{flags}。请在“说明疑点”中逐条说明理由，或要求补正，再行办理。",
        en="Findings of the system are unexplained: {flags}. Explain each, or ask for a correction.",
        status=409,
    )
    FLAG_UNKNOWN = Sentence(
        zh="没有该疑点，或不能以说明消除，或已经说明。请刷新页面。",
        en="There is no such finding, or it is explained already, or no words remove it. Reload the page.",
        status=404,
    )
    EQUIPMENT_HELD = Sentence(
        zh="设备编号 {numbers} 已用于登记项目“{other}”，同一设备不能登记两次。请核对设备编号。",
        en="Equipment {numbers} belongs to the registered project {other!r}; check the numbers.",
        status=409,
    )
    EXPERT_UNKNOWN = Sentence(
        zh="该人员不是本机制的专家，或已在受邀之列。请从列表中选择。",
        en="That person is no expert of this programme, or was invited already. Choose from the list.",
    )
    # Mandates
    MANDATE_MISSING = Sentence(
        zh="{agent}没有{owner}在有效期内的代为申请委托。请先由委托单位的复核人员登记委托。",
        en="{agent} has no mandate of {owner} in force to apply for it. The owner's checker grants one.",
    )
    MANDATE_INVALID = Sentence(
        zh="委托登记有误：{what}。请改正。", en="The mandate is not sound: {what_en}. Correct it."
    )
    MANDATE_UNKNOWN = Sentence(
        zh="没有该委托，或已经终止。请刷新页面。",
        en="There is no such mandate, or it has ended. Reload the page.",
        status=404,
    )
    # Changes
    PROJECT_NOT_REGISTERED = Sentence(
        zh="{project}目前不是已登记状态，不能办理变更。",
        en="{project} is not registered; there is nothing to change in the register.",
        status=409,
    )
    CHANGE_EMPTY = Sentence(
        zh="没有写明要变更的内容或变更原因。请填写后再提交。",
        en="Nothing is to change, or the reasons are missing. Complete it first.",
    )
    CHANGE_OUTDATED = Sentence(
        zh="提出变更之后，项目的“{fields}”已有变化。请撤回本次变更，按现在的内容重新提出。",
        en="Since the change was asked for, {fields} of the project changed. Withdraw it and ask anew.",
        status=409,
    )
