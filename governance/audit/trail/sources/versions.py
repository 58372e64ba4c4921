"""From the stored versions of documents to rows of the trail: whose, what it was called, and what
differs, in the words of the model (labels of choices, names of what a key points to).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.timezone import localtime

from governance.audit.trail.rows import Change, Position, Thing, TrailRow
from governance.identity.roles import ROLE_NAMES

Version = tuple[Position, type[models.Model], dict[str, Any]]
Names = Mapping[tuple[type[models.Model], Any], models.Model]


def rows_of(versions: Sequence[Version], acts: Mapping[str, str]) -> list[TrailRow]:
    """One row a version; one query for each kind of thing that the versions point to."""
    names = _pointed_to(versions)
    return [_row(position, model, found, names, acts) for position, model, found in versions]


def _row(
    position: Position,
    model: type[models.Model],
    found: dict[str, Any],
    names: Names,
    acts: Mapping[str, str],
) -> TrailRow:
    now = found["now"]
    document = _document(model, now, names)
    roles = (found["roles"] or "").split(",")
    holder = getattr(model, "trail_holder", None)
    return TrailRow(
        source="documents",
        position=position,
        actor=now["actor_name"],
        role="、".join(ROLE_NAMES.get(code, code) for code in roles if code),  # type: ignore[call-overload]
        ip=now["ip"],
        act=f"{acts[now['history_type']]}{model._meta.verbose_name}",
        things=(Thing(str(document), _page(model, document.pk)),),
        organisation=_holder(document, holder) if holder else "",
        reason=now["history_change_reason"],
        changes=tuple(_changes(model, found["before"], now, names)),
    )


def _page(model: type[models.Model], key: Any) -> str:
    if not admin.site.is_registered(model):
        return ""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_history", args=[key])


def _holder(document: models.Model, name: str) -> str:
    field = document._meta.get_field(name)
    return str(getattr(document, field.name) if field.is_relation else document)


def _keys(model: type[models.Model]) -> list[models.ForeignKey[Any, Any]]:
    return [f for f in model._meta.concrete_fields if isinstance(f, models.ForeignKey)]


def _pointed_to(versions: Sequence[Version]) -> Names:
    wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
    for _, model, found in versions:
        for field in _keys(model):
            for row in (found["before"], found["now"]):
                if row and row.get(field.column) is not None:
                    wanted[field.related_model].add(field.target_field.to_python(row[field.column]))
    return {
        (target, key): thing
        for target, keys in wanted.items()
        for key, thing in target._default_manager.in_bulk(keys).items()
    }


def _document(model: type[models.Model], row: Mapping[str, Any], names: Names) -> models.Model:
    """The document as it was, with what it points to already read, so that its name costs nothing."""
    values = {f.attname: f.to_python(row.get(f.column)) for f in model._meta.concrete_fields}
    document = model(**values)
    for field in _keys(model):
        pointed = names.get((field.related_model, values[field.attname]))
        if pointed is not None:
            setattr(document, field.name, pointed)
    return document


def _changes(
    model: type[models.Model],
    before: Mapping[str, Any] | None,
    now: Mapping[str, Any],
    names: Names,
) -> list[Change]:
    hidden = {*getattr(model, "trail_hidden", ()), model._meta.pk.name}  # type: ignore[union-attr]
    changes = []
    for field in model._meta.concrete_fields:
        if field.name in hidden:
            continue
        old, new = (before or {}).get(field.column), now.get(field.column)
        if old != new and (before or new not in (None, "")):
            changes.append(
                Change(
                    str(field.verbose_name), _words(field, old, names), _words(field, new, names)
                )
            )
    return changes


def _words(field: Any, value: Any, names: Names) -> str:
    if value is None or value == "":
        return ""
    if isinstance(field, models.ForeignKey):
        key = field.target_field.to_python(value)
        return str(names.get((field.related_model, key), value))
    labels = dict(getattr(field, "base_field", field).flatchoices)
    if isinstance(value, list):
        return "、".join(str(labels.get(each, each)) for each in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(field, models.DateTimeField):
        moment: dt.datetime = field.to_python(value)
        return f"{localtime(moment):%Y-%m-%d %H:%M:%S}"
    return str(labels.get(value, value))
