"""Giving an instance its new field values, and refusing bad ones in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.errors import CodedError
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import District


def assign(instance: models.Model, values: Mapping[str, Any]) -> list[str]:
    """Set ``values`` (texts without surrounding blanks); the names of fields that changed."""
    changed = []
    for name, given in values.items():
        value = given.strip() if isinstance(given, str) else given
        if getattr(instance, name) != value:
            setattr(instance, name, value)
            changed.append(name)
    return changed


def refuse_bad_fields(instance: models.Model, names: Iterable[str]) -> None:
    """Raise ``field_invalid`` for the first of these fields whose value its model refuses."""
    names = set(names)
    others = {field.name for field in instance._meta.fields} - names
    for name in names:
        if "\x00" in str(getattr(instance, name)):
            _refuse(instance, name, "含有不可见字符。")
    try:
        instance.clean_fields(exclude=others)
    except ValidationError as error:
        name, problems = next(iter(error.message_dict.items()))
        _refuse(instance, name, str(problems[0]))


def known_district(code: str | None) -> District | None:
    """The district of a code, None for an empty one, or ``district_unknown``."""
    if not code:
        return None
    district = District.objects.filter(code=code).first()
    if district is None:
        raise CodedError(OrganisationCode.DISTRICT_UNKNOWN, district=code)
    return district


def _refuse(instance: models.Model, name: str, problem: str) -> None:
    label = next(str(f.verbose_name) for f in instance._meta.fields if f.name == name)
    raise CodedError(OrganisationCode.FIELD_INVALID, field=name, label=label, problem=problem)
