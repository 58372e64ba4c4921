"""What a reduction report refuses, and what the person should do next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class ReductionCode(Enum):
    PROJECT_NOT_REGISTERED = Sentence(
        zh="项目“{project}”目前是“{state}”，只有已登记的项目可以申报减排量。",
        en="Project {project} is {state_code}; only a registered project can report reductions.",
        status=409,
    )
    PROJECT_SUSPENDED = Sentence(
        zh="项目“{project}”有尚未完成的责令取消（{document}，尚欠 {left_t} 吨），在此期间不受理新的减排量。"
        "请先完成取消。",
        en="Project {project} is under an order to cancel ({document}, {left_t} t left); nothing new is "
        "taken until it is done.",
        rule="R-FALSE-01",
        status=409,
    )
    REPORT_EXISTS_MEANWHILE = Sentence(
        zh="该项目的另一份报告已占用了这一监测期中的日期，监测期不得重叠。请查看该项目的报告，另选日期。",
        en="Another report of this project has taken days of this period; periods do not overlap.",
        rule="R-PERIOD-01",
        status=409,
    )
    METHODOLOGY_NOT_ENCODED = Sentence(
        zh="方法学 {methodology} 没有公式文件，系统无法计算。请联系主管部门。",
        en="Methodology {methodology} has no formula file to calculate with. Ask the bureau.",
        status=409,
    )
    INPUTS_INVALID = Sentence(
        zh="“{where}”的值不能采用：{what}。数值请写成十进制数或带单位的文本。",
        en="The value of {where} cannot be taken: {what_en}. Write decimals or texts with a unit.",
    )
    INPUTS_MISSING = Sentence(
        zh="{case}还没有填报监测数据。请先填报。",
        en="{case} has no monitoring data yet. Fill it in first.",
    )
    NO_TONNES = Sentence(
        zh="方法学的计算结果不是二氧化碳当量，不能折算为减排量。请联系主管部门。",
        en="The methodology's result is no amount of CO2e. Ask the bureau.",
    )
    NOT_CALCULATED = Sentence(
        zh="{case}的数据在计算之后又有改动，或尚未计算。请重新计算后再办理。",
        en="{case} was changed since it was calculated, or never calculated. Calculate it again.",
        status=409,
    )
    NOTHING_APPLIED_FOR = Sentence(
        zh="{case}还没有申请采用最新的核算版本。请申请单位复核人员先办理“申请采用”。",
        en="The newest calculation of {case} is not applied for yet. The applicant's checker applies.",
        status=409,
    )
    REVISION_UNKNOWN = Sentence(
        zh="{case}没有该核算版本，或它不是申请采用的版本。请核对版本的 SHA-256。",
        en="This is no calculation of {case} that is applied for. Check its SHA-256.",
        status=409,
    )
    NOT_VERIFIED = Sentence(
        zh="{case}申请采用的核算版本没有核查机构的肯定结论，不能登记。请退回重新核查，或不予登记。",
        en="The calculation of {case} that is applied for has no positive conclusion of a verifying body. "
        "Send it back to be verified, or refuse it.",
        status=409,
    )
    VERIFIED_DIFFERS = Sentence(
        zh="申请量 {applied_t} 吨与核查量 {verified_t} 吨不一致。两者须一致才能登记，请先更正并重新核查。",
        en="Applied {applied_t} t, verified {verified_t} t. They must agree: correct and verify again.",
        status=409,
    )
    NOTHING_TO_ISSUE = Sentence(
        zh="{case}登记的减排量为 0 吨，无可签发。登记结果照实列示，无须办理签发。",
        en="{case} is registered with 0 t; there is nothing to issue.",
        rule="R-ISSUE-01",
        status=409,
    )
    ACCOUNT_MISSING = Sentence(
        zh="{holder}在机制 {programme} 没有可用账户（{status}）。请其先申请开户或恢复账户，再办理签发。",
        en="{holder} has no open account in programme {programme} ({status_code}). It must open or resume "
        "one first.",
        status=409,
    )
    BUFFER_ACCOUNT_MISSING = Sentence(
        zh="机制 {programme} 没有可用的缓冲账户。请在规则参数 R-BUFFER-01 buffer_account 中登记账号。",
        en="Programme {programme} has no open buffer account. Set the parameter R-BUFFER-01 "
        "buffer_account.",
        rule="R-BUFFER-01",
        status=409,
    )
    ORDER_UNKNOWN = Sentence(
        zh="{case}没有尚未完成的责令取消。请刷新页面。",
        en="{case} is under no order to cancel. Reload the page.",
        status=409,
    )
    ORDER_TOO_MUCH = Sentence(
        zh="责令取消 {quantity_t} 吨，超过该报告签发后尚未责令取消的 {left_t} 吨。请核对。",
        en="{quantity_t} t ordered, but only {left_t} t of this issuance are not yet under an order.",
        rule="R-FALSE-01",
    )
    ORDER_NOT_DUE = Sentence(
        zh="自行取消的期限为 {due}（含当日）{provisional}，尚未届满，不能强制取消。",
        en="The time for cancelling voluntarily runs until {due}; nothing is forced before.",
        rule="R-FALSE-01",
        status=409,
    )
    ORDER_UNFINISHED = Sentence(
        zh="尚有 {left_t} 吨没有取消，不能结案。",
        en="{left_t} t are not yet cancelled; the order stays open.",
        rule="R-FALSE-01",
        status=409,
    )
    CANCEL_TOO_MUCH = Sentence(
        zh="拟取消 {quantity_t} 吨，超过尚应取消的 {left_t} 吨。请减少数量。",
        en="{quantity_t} t named, only {left_t} t are left to cancel. Name less.",
        rule="R-FALSE-01",
    )
    LINES_INVALID = Sentence(
        zh="请逐行写明批次和吨数（正整数），批次不得重复。",
        en="Name a batch and a whole number of tonnes on each line, each batch once.",
    )
    NOTHING_HELD = Sentence(
        zh="{holder}在机制 {programme} 的账户中没有可以取消的减排量。请在其取得减排量后再办理。",
        en="{holder} holds no units in programme {programme} that could be cancelled.",
        rule="R-FALSE-01",
        status=409,
    )
    REVISION_DIFFERS = Sentence(
        zh="用第 {number} 版冻结的数据重新计算，过程与当时不一致，不能打印计算书。冻结的过程仍列在本页；"
        "请联系主管部门核对因子和公式文件。",
        en="The frozen data of revision {number} no longer give the frozen trace; no statement is "
        "printed. Ask the bureau to compare factors and formula file.",
        status=409,
    )
    BUFFER_SHORT = Sentence(
        zh="缓冲账户可用 {available_t} 吨，不足以取消 {quantity_t} 吨。",
        en="The buffer account has {available_t} t, not enough to cancel {quantity_t} t.",
        rule="R-BUFFER-01",
        status=409,
    )
