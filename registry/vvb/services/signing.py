"""Signing the conclusion: by another person of the body, with the report, when all is settled."""

from __future__ import annotations

from core import clock
from core.errors import CodedError
from registry.casework.given import choice_given, text_given
from registry.casework.kinds import Taking
from registry.casework.services.files import add_files, require_files
from registry.vvb.errors import VvbCode
from registry.vvb.independence import require_independent
from registry.vvb.models import Conclusion, Engagement
from registry.vvb.selectors.engaged import open_findings
from registry.vvb.services.engaging import require_declared
from registry.vvb.setup import Setup


def sign(taking: Taking, setup: Setup) -> None:
    """Sign ``data["conclusion"]`` with ``data["statement"]``; ``data["uploads"]`` are added to the
    report first. Raises ``declaration_missing``, ``findings_open``, ``signer_worked``,
    ``not_accredited``, ``vvb_…``, ``file_missing``."""
    case, engagement = taking.case, require_declared(taking.case)
    if still := open_findings(engagement):
        raise CodedError(VvbCode.FINDINGS_OPEN, findings="、".join(map(str, still)))
    if taking.actor.user_id in workers(engagement):
        raise CodedError(VvbCode.SIGNER_WORKED)
    setup.check_body(case, engagement.organisation)
    require_independent(case, engagement.organisation, setup.scope(case))
    add_files(taking, setup.category, taking.data.get("uploads") or [])
    require_files(case, setup.category)
    setup.check_signable(taking)
    engagement.conclusion = choice_given(taking, "conclusion", "结论", Conclusion.values)
    engagement.statement = text_given(taking, "statement", "结论说明")
    engagement.revision_sha256 = setup.subject_sha256(case)
    engagement.signed_at = clock.now()
    engagement.signed_by_id, engagement.signed_by = taking.actor.user_id, taking.actor.name
    engagement.save()
    taking.detail |= {
        "organisation": engagement.organisation.name_zh,
        "conclusion": engagement.conclusion,
        "revision_sha256": engagement.revision_sha256,
    }
    setup.signed(taking)


def workers(engagement: Engagement) -> set[int]:
    """Who declared, raised or closed findings: they do not sign (two persons of the body)."""
    found = engagement.findings.values_list("raised_by_id", "closed_by_id")
    people = {engagement.declared_by_id, *(person for row in found for person in row)}
    return {person for person in people if person is not None}
