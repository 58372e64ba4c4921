"""What the bureau does: accept, lay open, publish, refuse, abolish; a published version's end."""

from __future__ import annotations

import datetime as dt

from core import clock
from core.errors import CodedError
from methodologies.publishing.categories import NEEDED
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.services import fields
from methodologies.publishing.services.definitions import require_sound
from methodologies.publishing.services.drafting import break_off
from methodologies.publishing.services.panel import open_round, require_approval
from registry.casework.kinds import Taking
from registry.casework.services import notices
from registry.casework.services.files import require_files
from registry.casework.services.letters import issue_letter
from registry.casework.services.taking import take

SUPERSEDE = "supersede"


def accept(taking: Taking) -> None:
    """受理: a letter goes out and the first round of the assessment begins."""
    version = taking.case
    version.handler_id = taking.actor.user_id or None
    open_round(taking)
    issue_letter(
        taking,
        "accepted",
        (
            f"你单位提交的“{version.title}”（{version.number}）材料齐备，符合形式要求，予以受理。",
            "现进入专家评估。评估通过、公式文件经你单位确认后公示。",
        ),
    )


def check_lay_open(taking: Taking) -> None:
    """The panel is in favour (R-EXPERT-01); proved and confirmed for exactly the present file."""
    require_files(taking.case, *NEEDED)
    require_sound(taking.case)
    require_approval(taking.case)


def lay_open(taking: Taking) -> None:
    version: MethodologyVersion = taking.case
    notice = notices.open_notice(
        taking,
        title=f"关于公开征求《{version.title}》方法学意见的公示",
        summary=str(taking.data.get("summary") or "").strip() or version.summary,
    )
    taking.detail |= {
        "closes_on": notice.closes_on.isoformat(),
        "sha256": version.definition_sha256,
    }


def check_publish(taking: Taking) -> None:
    notices.require_over(taking.case)
    require_sound(taking.case)
    effective_from(taking)
    fields.superseded(taking.case.methodology, taking.case.supersedes_id)


def effective_from(taking: Taking) -> dt.date:
    """``data["effective_from"]`` (ISO), or today. Raises ``effective_in_past``."""
    given = taking.data.get("effective_from")
    day = dt.date.fromisoformat(str(given)) if given else clock.today()
    if day < clock.today():
        raise CodedError(PublishingCode.EFFECTIVE_IN_PAST, day=day.isoformat())
    return day


def publish(taking: Taking) -> None:
    """发布: dated, the letter, and the version it supersedes ends, by a step of its own."""
    version: MethodologyVersion = taking.case
    notices.end_notice(taking)
    version.published_on, version.effective_from = clock.today(), effective_from(taking)
    if version.supersedes_id is not None:
        take(
            actor=taking.actor,
            case=version.supersedes_id,
            step=SUPERSEDE,
            reason=f"由 {version.full_code} 取代",
            data={"ended_on": version.effective_from.isoformat(), "by": str(version.uuid)},
        )
    issue_letter(
        taking,
        "published",
        (
            f"你单位牵头编制的“{version.methodology.name_zh}”经专家评估和公示，"
            f"现予发布，代码 {version.full_code}，自 {version.effective_from:%Y年%m月%d日}起施行。",
            f"公式文件 SHA-256：{version.definition_sha256}。",
        ),
    )


def supersede(taking: Taking) -> None:
    """Only as part of the publication of the next version: ends on the day that one takes effect."""
    taking.case.ended_on = dt.date.fromisoformat(taking.data["ended_on"])
    taking.detail["by"] = taking.data["by"]


def refuse(taking: Taking) -> None:
    """不予发布, on ``data["grounds"]``."""
    break_off(taking)
    version = taking.case
    grounds = [line.strip() for line in str(taking.data["grounds"]).splitlines() if line.strip()]
    if not grounds:
        raise fields.wrong("不予发布的理由", "不能为空", "must not be empty")
    issue_letter(
        taking,
        "not_published",
        (
            f"你单位提交的“{version.title}”（{version.number}）经审查，不予发布，理由如下：",
            *grounds,
        ),
    )


def abolish(taking: Taking) -> None:
    """废止, from today on; ``data["transition"]`` says what running projects do."""
    text = str(taking.data.get("transition") or "").strip()
    if not text:
        raise CodedError(PublishingCode.TRANSITION_NEEDED)
    taking.case.ended_on = clock.today()
    taking.detail["transition"] = text


def answer_comment(taking: Taking) -> None:
    """``data["answer"]`` (1 to 2,000 characters) to ``data["comment"]``: it is shown to everybody."""
    if not 0 < len(str(taking.data["answer"]).strip()) <= 2000:
        raise fields.wrong("答复", "1 至 2000 字", "1 to 2,000 characters")
    notices.answer_comment(taking)
