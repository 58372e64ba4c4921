"""Beginning the publication of a methodology, or of a new version of one."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from core.errors import CodedError
from governance.identity.actor import Actor
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import Methodology, MethodologyVersion, State
from methodologies.publishing.selectors.published import EVER_PUBLISHED
from methodologies.publishing.services import fields
from registry.casework.services.beginning import begin, require_member
from registry.organisations.models import Organisation

ENDED_BEFORE = (State.REFUSED, State.WITHDRAWN)


@transaction.atomic
def propose_methodology(
    *,
    actor: Actor,
    programme: str,
    applicant: Organisation,
    code: str,
    version_code: str,
    name_zh: str,
    product_class: str,
    name_en: str = "",
    summary: str = "",
    supersedes: UUID | str | None = None,
    transition_zh: str = "",
    co_compilers: Iterable[str] = (),
    reason: str = "新建",
) -> MethodologyVersion:
    """A draft by an 经办 of ``applicant``, the lead compiler, whose district is recorded. A code that is
    new makes a methodology; one that has a published version makes its next version, which names the
    one it ``supersedes`` and the transition. ``co_compilers`` by 统一社会信用代码.

    Raises ``step_forbidden``, ``field_invalid``, ``methodology_code_taken``, ``version_code_taken``,
    ``supersedes_needed``, ``supersedes_invalid``, ``transition_needed``.
    """
    require_member(actor, applicant, METHODOLOGY)
    names = fields.check_names(
        {"name_zh": name_zh, "name_en": name_en, "product_class": product_class}
    )
    texts = fields.check_texts({"summary": summary, "transition_zh": transition_zh})
    others = fields.compilers(co_compilers, applicant)
    methodology = _methodology(_programme(programme), fields.check_code(code), names)
    fields.require_free(methodology, fields.check_version_code(version_code))
    earlier = fields.superseded(methodology, supersedes)
    if earlier is not None and not texts["transition_zh"]:
        raise CodedError(PublishingCode.TRANSITION_NEEDED)
    version: MethodologyVersion = begin(
        actor=actor,
        kind=METHODOLOGY,
        applicant=applicant,
        reason=reason,
        programme=methodology.programme,
        title=f"{methodology.name_zh}（{version_code}）",
        district=applicant.district,
        methodology=methodology,
        version_code=version_code,
        supersedes=earlier,
        **texts,
    )
    version.co_compilers.set(others)
    return version


def _programme(code: str) -> Programme:
    found = Programme.objects.filter(code=code, status=Programme.Status.IN_FORCE)
    programme = found.exclude(legal_source=IMPORTED).first()
    if programme is None:
        raise fields.wrong("机制", "运行中的机制", "a programme in force")
    return programme


def _methodology(programme: Programme, code: str, names: dict[str, str]) -> Methodology:
    """The methodology of that code, locked. One that never came to publication takes the new names."""
    methodology, made = Methodology.objects.select_for_update().get_or_create(
        programme=programme, code=code, defaults=names
    )
    versions = MethodologyVersion.objects.filter(methodology=methodology)
    if not made and not versions.filter(state__in=EVER_PUBLISHED).exists():
        if versions.exclude(state__in=ENDED_BEFORE).exists():
            raise CodedError(PublishingCode.METHODOLOGY_CODE_TAKEN, code=code)
        Methodology.objects.filter(pk=methodology.pk).update(**names)
        methodology.refresh_from_db()
    return methodology
