"""Giving a project its content: fields checked by the model, a methodology that is published, shares
that make exactly 100."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from core.errors import CodedError
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.models import State as VersionState
from registry.casework.given import refuse_field
from registry.organisations.models import District, Organisation
from registry.organisations.selectors.find_holder import find_holder
from registry.organisations.services.fields import refuse_bad_fields
from registry.projects.content import GIVEN, field_of, label_of
from registry.projects.errors import ProjectCode
from registry.projects.models import Project, ProjectShare
from registry.projects.rules.objections import refuse_any
from registry.projects.rules.shares import check_shares

SIDES = {"longitude": 180, "latitude": 90}


def fill(project: Project, values: Mapping[str, Any]) -> None:
    """Set these fields, in memory; names are those of :data:`registry.projects.content.GIVEN`.
    Raises ``field_invalid``, ``methodology_unpublished``, ``crediting_reversed``."""
    for name, value in values.items():
        if name not in GIVEN:
            raise refuse_field(name, "没有这一栏", "there is no such field")
        before = field_of(name).value_from_object(project)
        setattr(project, field_of(name).attname, _read(name, value))
        if name == "methodology" and before != project.methodology_id:
            _classify(project)
    refuse_bad_fields(project, values)
    _check_together(project)


def _check_together(project: Project) -> None:
    for name, most in SIDES.items():
        degrees = getattr(project, name)
        if degrees is not None and abs(degrees) > most:
            raise refuse_field(label_of(name), f"应在 ±{most} 之间", f"it lies beyond ±{most}")
    if (project.longitude is None) != (project.latitude is None):
        raise refuse_field("经度、纬度", "须同时填写", "give both or neither")
    days = project.crediting_from, project.crediting_to
    if days[0] and days[1] and days[1] < days[0]:
        raise CodedError(
            ProjectCode.CREDITING_REVERSED, crediting_from=str(days[0]), crediting_to=str(days[1])
        )


def _read(name: str, value: Any) -> Any:
    field = field_of(name)
    if name == "equipment":
        return equipment_numbers(value)
    if isinstance(value, str):
        value = value.strip()
    if value in ("", None):
        return None if field.null else field.get_default()
    try:
        found = field.to_python(value)
    except ValidationError as error:
        problem = error.messages[0]
        raise refuse_field(str(field.verbose_name), problem, "it cannot be read") from None
    if name == "district" and not District.objects.filter(pk=found).exists():
        raise refuse_field("所在区县", "请从列表中选择", "choose one from the list")
    return found


def equipment_numbers(given: Any) -> list[str]:
    """Each number once, without blanks, in one form: full-width and small letters are no difference."""
    numbers = given.splitlines() if isinstance(given, str) else list(given or [])
    plain = ["".join(unicodedata.normalize("NFKC", str(each)).split()).upper() for each in numbers]
    return sorted({each for each in plain if each})


def published_versions(programme: str) -> Any:
    """Versions of methodologies that a project of the programme may be applied for under."""
    found = MethodologyVersion.objects.filter(programme_id=programme, state=VersionState.PUBLISHED)
    return found.select_related("methodology").order_by("methodology__code", "version_code")


def _classify(project: Project) -> None:
    """Another methodology is a published one, and gives the product class; the same one keeps both."""
    project.product_class = ""
    if project.methodology_id is None:
        return
    version = published_versions(project.programme_id).filter(pk=project.methodology_id).first()
    if version is None:
        raise CodedError(ProjectCode.METHODOLOGY_UNPUBLISHED)
    project.product_class = version.methodology.product_class


def shares_given(rows: Iterable[tuple[str, Any]]) -> dict[Organisation, Decimal]:
    """Shares from (credit code or uuid, percent). None at all: the owner alone. Raises
    ``share_party_unknown``, ``share_invalid``, ``shares_sum``."""
    percents: dict[Organisation, Decimal] = {}
    for line, (who, percent) in enumerate(rows, 1):
        party = _organisation(str(who))
        try:
            if party is None or party in percents:
                raise InvalidOperation
            percents[party] = Decimal(str(percent).rstrip("%％"))
        except InvalidOperation:
            text = f"{who} {percent}"[:60]
            raise CodedError(ProjectCode.SHARE_PARTY_UNKNOWN, line=line, text=text) from None
    if percents:
        refuse_any(check_shares({each.name_zh: value for each, value in percents.items()}))
    return percents


def share_out(project: Project, rows: Iterable[tuple[str, Any]]) -> None:
    """Write the shares anew; raises as :func:`shares_given`."""
    percents = shares_given(rows)
    project.shares.all().delete()
    ProjectShare.objects.bulk_create(
        ProjectShare(project=project, organisation=each, percent=value)
        for each, value in percents.items()
    )


def _organisation(text: str) -> Organisation | None:
    holder = find_holder(text)
    return holder.organisation if holder else None


def share_lines(text: str) -> list[tuple[str, str]]:
    """Lines ``统一社会信用代码 比例`` as (code, percent)."""
    lines = [line.replace("，", " ").replace(",", " ").split() for line in text.splitlines()]
    return [(line[0], line[1] if len(line) == 2 else "") for line in lines if line]


def uuid_given(value: Any) -> UUID | None:
    try:
        return UUID(str(value))
    except ValueError:
        return None
