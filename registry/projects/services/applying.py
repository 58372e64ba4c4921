"""From submission to the end of the public notice: submitting, accepting or not, corrections, lapsing,
withdrawing."""

from __future__ import annotations

from registry.casework.given import text_given
from registry.casework.kinds import Taking
from registry.casework.models import Participant
from registry.casework.services import clocks, corrections, notices
from registry.casework.services.letters import issue_letter
from registry.casework.services.numbering import case_number
from registry.projects.models import Project
from registry.vvb.services.engaging import end_engagement

ACCEPTING, REVIEWING = "accept", "review"


def submit(taking: Taking) -> None:
    """Number it, and start the days within which its acceptance is decided (R-ACCEPT-01)."""
    case = taking.case
    case.number = case.number or case_number(case.programme_id, "XM")
    clocks.start(case, ACCEPTING, "R-ACCEPT-01")


def accept(taking: Taking) -> None:
    """受理: a letter, and the public notice of R-NOTICE-01."""
    project: Project = taking.case
    clocks.end(project, ACCEPTING)
    notice = notices.open_notice(
        taking, title=f"{project.title}项目公示", summary=notice_summary(project)
    )
    until = f"{notice.closes_on:%Y年%m月%d日}{'（暂定）' if notice.provisional else ''}"
    issue_letter(
        taking,
        "accepted",
        (
            f"你单位提交的“{project.title}”项目申请（{project.number}）收悉。经审查，申请材料齐全、"
            "符合形式要求，现予受理。",
            f"该项目自{notice.opens_on:%Y年%m月%d日}起公示，至{until}止（含当日）。公示期间收到的意见，"
            "请及时答复。",
        ),
    )


def notice_summary(project: Project) -> str:
    """What everybody reads at the head of the notice."""
    version = project.methodology
    rows = (
        ("项目业主", project.applicant.name_zh),
        ("项目地址", project.address),
        ("方法学", f"{version.full_code} {version.methodology.name_zh}" if version else ""),
        ("计入期", f"{project.crediting_from} 至 {project.crediting_to}"),
        ("预计年减排量", f"{project.expected_t:,} 吨" if project.expected_t is not None else ""),
        ("项目描述", project.description),
    )
    return "\n".join(f"{label}：{value}" for label, value in rows if value)


def decline(taking: Taking) -> None:
    """不予受理, by two persons: a letter with the reason."""
    clocks.end(taking.case)
    issue_letter(
        taking,
        "not_accepted",
        (
            f"你单位提交的“{taking.case.title}”项目申请（{taking.case.number}）收悉。经审查，不予受理。",
            f"理由：{taking.reason}",
        ),
    )


def ask(taking: Taking, *, stops: str) -> None:
    """要求补正 ``data["items"]``, one a line."""
    text_given(taking, "items", "需补正的内容")
    corrections.ask(taking, stops=stops)
    taking.detail["items"] = taking.data["items"]


def answer(taking: Taking, *, runs: str) -> None:
    """答复补正 with ``data["answer"]``; the clock that was stopped runs on."""
    text_given(taking, "answer", "补正说明")
    corrections.answer(taking, runs=runs)
    taking.detail["answer"] = taking.data["answer"]


def end_notice(taking: Taking) -> None:
    notices.end_notice(taking)


def answer_comment(taking: Taking) -> None:
    """Answer the comment ``data["comment"]`` (uuid) with ``data["answer"]``, once."""
    taking.detail["answer"] = text_given(taking, "answer", "答复", 2000)
    notices.answer_comment(taking)


def close(taking: Taking) -> None:
    """Whatever ends the application ends its clocks, its notice and the work of its validator."""
    clocks.end(taking.case)
    notices.end_notice(taking)
    end_engagement(taking.case, Participant.As.VALIDATOR)
