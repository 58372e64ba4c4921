"""A calculation revision as a 计算书: worked out again from what was frozen with it, and shown only when
every number comes out as it was."""

from __future__ import annotations

from core.errors import CodedError
from methodologies.catalogue import factors
from methodologies.engine import calculate
from methodologies.errors import MethodologyError
from methodologies.evaluating.calculation import Calculation
from methodologies.evaluating.trace import trace
from methodologies.statement.pdf import statement_pdf
from registry.reductions.canonical import canonical
from registry.reductions.errors import ReductionCode
from registry.reductions.models import CalculationRevision, Report
from registry.reductions.services.calculating import plan_of


def outcome_of(revision: CalculationRevision) -> Calculation:
    """The calculation of the frozen data with its whole trace. Raises ``revision_differs`` when it
    does not come out as it was frozen (a factor that was changed since, for instance)."""
    differs = CodedError(ReductionCode.REVISION_DIFFERS, number=revision.number)
    try:
        outcome = calculate(
            plan_of(revision.methodology), revision.inputs, factors=factors(),
            on=revision.factors_on,
        )  # fmt: skip
    except MethodologyError:
        raise differs from None
    if canonical([each.as_dict() for each in trace(outcome)]) != canonical(revision.trace):
        raise differs
    return outcome


def revision_pdf(report: Report, revision: CalculationRevision) -> bytes:
    """The 计算书 as PDF, naming project, report, period and the revision with its hash. Raises
    ``revision_differs``."""
    project = report.subject
    return statement_pdf(
        outcome_of(revision),
        project=f"{project.code or ''} {project.title}".strip(),
        report=report.number or "草稿",
        period=f"{report.period_from} 至 {report.period_to}",
        revision=f"第 {revision.number} 版",
        sha256=revision.sha256,
    )
