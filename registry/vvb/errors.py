"""What the work of validating and verifying bodies is refused for, and what to do next."""

from __future__ import annotations

from enum import Enum

from core.errors import Sentence


class VvbCode(Enum):
    VVB_ENGAGED = Sentence(
        zh="{name}正在承担本次工作，不能另选机构。须其退出，或由主管部门解除委托后再选。",
        en="{name} is at work on this case. Another body is chosen after it has left.",
        status=409,
    )
    VVB_MISSING = Sentence(
        zh="还没有审定核查机构承担本次工作。请先委托或指派机构。",
        en="No body is engaged in this case. Name one first.",
        status=409,
    )
    VVB_HOLDS_UNITS = Sentence(
        zh="{name}持有减排量，不能承担审定或核查。请另选机构。",
        en="{name} holds units and may neither validate nor verify. Choose another body.",
        rule="R-VVB-01",
    )
    VVB_SHARES_PEOPLE = Sentence(
        zh="{name}与{client}有共同的办理人员（{people}），存在利益关系，不能承担。请另选机构。",
        en="{name} and {client} have people in common ({people}). Choose another body.",
        rule="R-VVB-01",
    )
    DECLARATION_MISSING = Sentence(
        zh="机构还没有声明与各方不存在利益冲突。请先由审核员作出声明。",
        en="The body has not declared that it has no conflict of interest. Declare it first.",
        rule="R-VVB-01",
        status=409,
    )
    DECLARED_ALREADY = Sentence(
        zh="机构已经声明与各方不存在利益冲突，不必重复声明。",
        en="That there is no conflict of interest is declared already.",
        status=409,
    )
    FINDING_UNKNOWN = Sentence(
        zh="没有该条审核发现，或已关闭。请刷新页面。",
        en="There is no such finding, or it is closed. Reload the page.",
        status=404,
    )
    FINDING_UNANSWERED = Sentence(
        zh="{finding} 还没有答复，不能关闭。请等待申请单位答复。",
        en="{finding} has no response yet and cannot be closed.",
        status=409,
    )
    FINDINGS_OPEN = Sentence(
        zh="还有未关闭的审核发现：{findings}。不符合项和澄清要求都关闭后才能签发。",
        en="Findings are open: {findings}. Close each CAR and CL before signing.",
        status=409,
    )
    SIGNER_WORKED = Sentence(
        zh="您作出过声明，或提出、关闭过审核发现，不能再签发结论。请由本机构另一位签发人签发。",
        en="You declared for the body, or raised or closed findings; another person of it signs.",
        status=403,
    )
    ACCREDITATION_INVALID = Sentence(
        zh="{what}。请改正后再保存。",
        en="{what_en}. Correct it and save again.",
    )
