"""The applicant's own steps: period, data, calculation, applying for one calculation."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from core.errors import CodedError
from registry.casework import common_steps
from registry.casework.given import refuse_field
from registry.casework.kinds import Step, Taking
from registry.casework.parties import Party
from registry.casework.services.files import add_files, require_files
from registry.projects.rules.objections import refuse_any
from registry.reductions import categories
from registry.reductions.errors import ReductionCode
from registry.reductions.forms import ApplyForm, DataForm, PeriodForm
from registry.reductions.models import Report, State
from registry.reductions.models.report import OWN_STATES
from registry.reductions.selectors.revisions import shown_revisions
from registry.reductions.services.beginning import (
    locked_project,
    overlap_or,
    period_objections,
    refuse_unfit,
    title_of,
)
from registry.reductions.services.calculating import current_revision, keep_data, make_revision

OWNER_MAKER, OWNER_CHECKER = frozenset({Party.OWNER_MAKER}), frozenset({Party.OWNER_CHECKER})
OWN = frozenset(OWN_STATES)
# Where data may still be corrected after the report was submitted.
AMENDED = frozenset({State.ACCEPT_CORRECTION, State.VERIFICATION})


def _keep(taking: Taking) -> None:
    data = keep_data(taking.case, taking.data.get("inputs"), by=taking.actor.name)
    if uploads := taking.data.get("uploads"):
        add_files(taking, categories.WORKBOOK, uploads)
    taking.detail |= {"data": data.number, "data_sha256": data.sha256}


def _edit(taking: Taking) -> None:
    _keep(taking)
    _unapply(taking.case)


def _unapply(report: Report) -> None:
    report.applied_revision, report.applied_t = None, None


def _calculate(taking: Taking) -> None:
    made = make_revision(taking.case, by=taking.actor.name)
    taking.detail |= {
        "revision": made.number, "revision_sha256": made.sha256, "exact": made.exact[:200],
        "unit": made.unit, "issued_t": made.issued_t,
    }  # fmt: skip
    if taking.case.state == State.CALCULATED:
        taking.case.applied_revision, taking.case.applied_t = made, made.issued_t


def _amend(taking: Taking) -> None:
    _keep(taking)
    _calculate(taking)


def _change_period(taking: Taking) -> None:
    report, first, last = taking.case, taking.data.get("period_from"), taking.data.get("period_to")
    if first is None or last is None:
        raise refuse_field("监测期", "起止日期都要填写", "both days are needed")
    project = locked_project(report.subject_id)
    refuse_any(period_objections(project, first, last, but=report.pk))
    taking.detail |= {
        "from": [report.period_from.isoformat(), report.period_to.isoformat()],
        "to": [first.isoformat(), last.isoformat()],
    }
    try:
        with transaction.atomic():
            Report.objects.filter(pk=report.pk).update(period_from=first, period_to=last)
    except IntegrityError as error:
        raise overlap_or(error) from error
    report.period_from, report.period_to = first, last
    report.title = title_of(project, first, last)
    _unapply(report)


def _check_submit(taking: Taking) -> None:
    report: Report = taking.case
    project = locked_project(report.subject_id)
    refuse_unfit(project)
    refuse_any(period_objections(project, report.period_from, report.period_to, but=report.pk))
    require_applied(report)
    require_files(report, categories.MONITORING)


def require_applied(report: Report) -> None:
    """The calculation applied for is the newest, of the data as they are. Raises ``not_calculated``,
    ``nothing_applied_for``."""
    if current_revision(report).pk != report.applied_revision_id:
        raise CodedError(ReductionCode.NOTHING_APPLIED_FOR, case=str(report))


def _apply(taking: Taking) -> None:
    report: Report = taking.case
    found = current_revision(report)
    if taking.data.get("revision_sha256", found.sha256) != found.sha256:
        raise CodedError(ReductionCode.REVISION_UNKNOWN, case=str(report))
    report.applied_revision, report.applied_t = found, found.issued_t
    taking.detail |= {
        "revision": found.number, "revision_sha256": found.sha256, "applied_t": found.issued_t,
    }  # fmt: skip


def _waits(report: Any) -> bool:
    """Whether a calculation waits to be applied for."""
    made = shown_revisions(report)
    return bool(made) and made[-1].pk != report.applied_revision_id


STEPS: list[Step] = [
    Step(
        "edit_data", "填报监测数据", "fill in the data", OWNER_MAKER, OWN, "edit",
        effect=_edit, form=DataForm, label="填报说明",
    ),
    Step(
        "calculate", "计算减排量", "calculate", OWNER_MAKER, OWN, "calculate",
        effect=_calculate, label="计算说明",
    ),
    Step(
        "change_period", "修改监测期", "change the period", OWNER_MAKER, OWN, "edit",
        effect=_change_period, form=PeriodForm,
    ),
    Step(
        "amend_data", "更正数据并重新计算", "correct the data and calculate again", OWNER_MAKER, AMENDED,
        effect=_amend, form=DataForm, label="更正说明",
    ),
    Step(
        "apply", "申请采用核算版本", "apply for a calculation", OWNER_CHECKER, AMENDED,
        effect=_apply, form=ApplyForm, offered=_waits, label="采用说明",
    ),
    Step(
        "submit", "提交申请", "submit", OWNER_CHECKER, frozenset({State.CALCULATED}), "submit",
        check=_check_submit, effect=common_steps.number_and_wait, label="报送说明",
        warning="提交后，监测期和数据不能再改；需要更正的，在补正或核查中办理。",
    ),
]  # fmt: skip
