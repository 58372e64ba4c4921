"""From the data of a report to a calculation revision: everything it rests on is frozen with it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from core.errors import CodedError
from methodologies.catalogue import factors
from methodologies.engine import Plan, calculate, open_methodology
from methodologies.errors import MethodologyError
from methodologies.evaluating.calculation import Calculation
from methodologies.evaluating.inputs import check_names
from methodologies.evaluating.trace import exact_or_long, trace
from methodologies.publishing.models import MethodologyVersion
from registry.reductions.canonical import canonical, sha256_of
from registry.reductions.errors import ReductionCode
from registry.reductions.models import CalculationRevision, DataVersion, Report


def plan_of(version: MethodologyVersion) -> Plan:
    """The compiled formulas of a methodology version; ``methodology_not_encoded`` without a file."""
    if not version.definition:
        raise CodedError(
            ReductionCode.METHODOLOGY_NOT_ENCODED,
            methodology=f"{version.full_code} {version.title}",
        )
    return _opened(version.definition)


@lru_cache(maxsize=64)
def _opened(definition: str) -> Plan:
    return open_methodology(definition.encode("utf-8"))


def keep_data(report: Report, inputs: Any, *, by: str) -> DataVersion:
    """A new data version. Every input must have a name the methodology knows; whether it is complete
    is judged when it is calculated. Raises ``inputs_invalid`` and the engine's ``input_unknown``."""
    if not isinstance(inputs, dict):
        raise _invalid("监测数据", "应为名称和数值的对照", "name and value pairs are wanted")
    try:
        canonical(inputs)
    except (ValueError, TypeError):
        raise _invalid(
            "监测数据", "含有浮点数或不能保存的内容", "a float or something that cannot be kept"
        ) from None
    check_names(plan_of(_methodology(report)).checked, inputs)
    number = DataVersion.objects.filter(report_id=report.pk).count() + 1
    return DataVersion.objects.create(
        report_id=report.pk, number=number, inputs=inputs, sha256=sha256_of(inputs), made_by=by
    )


def _invalid(where: str, what: str, what_en: str) -> CodedError:
    return CodedError(ReductionCode.INPUTS_INVALID, where=where, what=what, what_en=what_en)


def _methodology(report: Report) -> MethodologyVersion:
    version = report.subject.methodology
    if version is None:
        raise CodedError(ReductionCode.METHODOLOGY_NOT_ENCODED, methodology="")
    return version


def compute(report: Report, inputs: dict[str, Any]) -> tuple[Calculation, int]:
    """The calculation of ``inputs`` by the project's methodology version, with the factors in force on
    the last day of the period, and its whole tonnes. Raises what the engine refuses, ``no_tonnes``."""
    outcome = calculate(
        plan_of(_methodology(report)), inputs, factors=factors(), on=report.period_to
    )
    if outcome.issued_t is None:
        raise CodedError(ReductionCode.NO_TONNES)
    return outcome, outcome.issued_t


def newest_data(report: Report) -> DataVersion:
    """Raises ``inputs_missing``."""
    found = DataVersion.objects.filter(report_id=report.pk).order_by("-number").first()
    if found is None:
        raise CodedError(ReductionCode.INPUTS_MISSING, case=str(report))
    return found


def newest_revision(report: Report) -> CalculationRevision | None:
    return CalculationRevision.objects.filter(report_id=report.pk).order_by("-number").first()


def current_revision(report: Report) -> CalculationRevision:
    """The newest calculation, of the data and the period as they are now; ``not_calculated``
    otherwise."""
    found = newest_revision(report)
    if found is None or found.data_id != newest_data(report).pk:
        raise CodedError(ReductionCode.NOT_CALCULATED, case=str(report))
    if found.factors_on != report.period_to:
        raise CodedError(ReductionCode.NOT_CALCULATED, case=str(report))
    return found


def make_revision(report: Report, *, by: str) -> CalculationRevision:
    """Calculate the newest data and keep it as the next revision."""
    data, version = newest_data(report), _methodology(report)
    outcome, issued_t = compute(report, data.inputs)
    number = CalculationRevision.objects.filter(report_id=report.pk).count() + 1
    made = CalculationRevision(
        report_id=report.pk,
        number=number,
        data=data,
        methodology=version,
        definition_sha256=outcome.definition.sha256,
        factors={symbol: each.as_dict() for symbol, each in sorted(outcome.factors.items())},
        factors_on=report.period_to,
        conditions=[[each.id, each.name, each.met] for each in outcome.conditions],
        exact=exact_or_long(outcome.exact),
        unit=outcome.unit,
        issued_t=issued_t,
        trace=[each.as_dict() for each in trace(outcome)],
        made_by=by,
    )
    made.sha256 = revision_sha256(made)
    made.save(force_insert=True)
    return made


def revision_sha256(revision: CalculationRevision) -> str:
    """What a verifying body signs: the hash over everything the calculation rests on and gives."""
    return sha256_of(
        {
            "report": str(revision.report_id),
            "number": revision.number,
            "inputs": revision.data.inputs,
            "methodology": str(revision.methodology_id),
            "definition_sha256": revision.definition_sha256,
            "factors": revision.factors,
            "factors_on": revision.factors_on.isoformat(),
            "conditions": revision.conditions,
            "exact": revision.exact,
            "unit": revision.unit,
            "issued_t": revision.issued_t,
            "trace": revision.trace,
        }
    )


def recomputed(revision: CalculationRevision) -> int | None:
    """The whole tonnes that the frozen data and formula give today, to compare; ``None`` when the engine
    refuses them now."""
    try:
        outcome = calculate(
            plan_of(revision.methodology),
            revision.inputs,
            factors=factors(),
            on=revision.factors_on,
        )
    except MethodologyError:
        return None
    return outcome.issued_t
