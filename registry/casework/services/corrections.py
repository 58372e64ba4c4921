"""补正: asking for it stops a clock and starts the one for the answer (R-CORRECTION-01)."""

from __future__ import annotations

from django.db.models import QuerySet

from core import clock as time
from core.errors import CodedError
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking
from registry.casework.models import Case, Clock, Correction
from registry.casework.services import clocks
from registry.casework.services.letters import issue_letter

CLOCK = "correction"


def ask(taking: Taking, *, stops: str) -> Correction:
    """Ask for ``data["items"]``: the clock named ``stops`` stops, a letter goes out."""
    clocks.stop(taking.case, stops)
    running = clocks.start(taking.case, CLOCK, "R-CORRECTION-01")
    found = Correction.objects.create(
        case_id=taking.case.uuid, items=taking.data["items"], asked_by=taking.actor.name,
        due_on=running.due_on, provisional=running.provisional,
    )  # fmt: skip
    day = f"{running.due_on:%Y年%m月%d日}{'（暂定）' if running.provisional else ''}"
    issue_letter(
        taking,
        "correction",
        (
            f"你单位提交的“{taking.case.title}”（{taking.case.number}）经审查，需要补正下列内容：",
            *[line.strip() for line in taking.data["items"].splitlines() if line.strip()],
            f"请于{day}前（含当日）补正。逾期未补正的，本次申请失效。",
        ),
    )
    return found


def overdue() -> QuerySet[Clock]:
    """Clocks of corrections whose last day has passed; a provisional last day never passes."""
    return Clock.objects.filter(
        name=CLOCK, status=Clock.Status.RUNNING, provisional=False, due_on__lt=time.today()
    )


def require_overdue(case: Case) -> None:
    """Raises ``correction_not_overdue`` unless an answer is overdue (R-CORRECTION-01)."""
    if overdue().filter(case_id=case.pk).exists():
        return
    running = Clock.objects.filter(case_id=case.pk, name=CLOCK, status=Clock.Status.RUNNING).first()
    raise CodedError(
        CaseCode.CORRECTION_NOT_OVERDUE,
        due=running.due_on.isoformat() if running else "—",
        provisional="（暂定，不据以失效）" if running and running.provisional else "",
    )


def answer(taking: Taking, *, runs: str) -> None:
    """Answer the open one, with ``data["answer"]`` or else the reason: the clock ``runs`` runs on."""
    found = Correction.objects.filter(case_id=taking.case.uuid, answered_at=None).first()
    if found is None:
        raise CodedError(CaseCode.STATE_REFUSED, case=taking.case, act=taking.step.zh)
    found.answer = (taking.data.get("answer") or "").strip() or taking.reason
    found.answered_by, found.answered_at = taking.actor.name, time.now()
    found.save(update_fields=["answer", "answered_by", "answered_at"])
    clocks.end(taking.case, CLOCK)
    clocks.run_on(taking.case, runs)
