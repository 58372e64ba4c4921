"""What changed in an application from version to version, by its history: field, before, after."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import unified_diff
from itertools import pairwise
from typing import Any

from django.db.models import Func, Model, TextField

from core import clock
from registry.casework.models import Case

# The record tells these; here stands what was applied for.
NOT_CONTENT = frozenset(
    {"kind", "number", "state", "since", "due_on", "due_provisional", "version", "handler",
     "created_at", "created_by", "case_ptr"}
)  # fmt: skip
LONG = 6_000  # characters: longer texts are compared line by line
DIFF_LINES = 400


@dataclass(frozen=True, slots=True)
class Change:
    """``lines`` instead of ``old`` and ``new`` for a long text."""

    label: str
    old: str = ""
    new: str = ""
    long: bool = False
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Version:
    history_id: int
    before_id: int
    at: dt.datetime
    who: str
    why: str
    changes: Sequence[Change]


class Digest(Func):
    function = "md5"
    output_field = TextField()


def versions_of(case: Any, *, limit: int) -> list[Version]:
    """The latest versions that changed something, newest first, out of the last ``limit`` rows.
    Long texts are only said to differ; :func:`long_changes` shows how."""
    if not hasattr(case, "history"):
        return []
    rows = case.history.order_by("-history_date", "-history_id")
    long = _long_fields(case)
    rows = rows.defer(*long).annotate(**{f"{name}_md5": Digest(name) for name in long})
    found = list(rows[: limit + 1])
    raw = [(new, old, _changed(case, new, old, long)) for new, old in pairwise(found)]
    names = _names(case, raw)
    return [
        Version(
            new.pk, old.pk, new.history_date, new.actor_name, new.history_change_reason or "",
            [_change(case, name, old, new, names, long) for name in changed],
        )
        for new, old, changed in raw if changed
    ]  # fmt: skip


def long_changes(case: Any, version: Version) -> Version:
    """The same version, its long texts compared line by line."""
    new, old = (case.history.get(pk=pk) for pk in (version.history_id, version.before_id))
    changes = []
    for change in version.changes:
        if change.long:
            name = next(n for n in _long_fields(case) if _label(case, n) == change.label)
            before, after = (getattr(each, name).splitlines() for each in (old, new))
            lines = list(unified_diff(before, after, "之前", "之后", lineterm="", n=2))[:DIFF_LINES]
            change = replace(change, lines=lines)
        changes.append(change)
    return replace(version, changes=changes)


def _long_fields(case: Any) -> list[str]:
    return [
        field.name for field in case._meta.concrete_fields
        if isinstance(field, TextField) and (field.max_length or LONG + 1) > LONG
    ]  # fmt: skip


def _changed(case: Any, new: Any, old: Any, long: Sequence[str]) -> list[str]:
    found = []
    kept = {field.attname for field in new._meta.concrete_fields}
    for field in case._meta.concrete_fields:
        if field.name in NOT_CONTENT or field.attname not in kept:
            continue
        name = f"{field.name}_md5" if field.name in long else field.attname
        if getattr(new, name) != getattr(old, name):
            found.append(field.name)
    return found


def _names(case: Any, raw: Sequence[tuple[Any, Any, list[str]]]) -> dict[str, dict[Any, str]]:
    """The names of what changed foreign keys point to: one query for each such field."""
    keys: dict[str, set[Any]] = defaultdict(set)
    for new, old, changed in raw:
        for name in changed:
            field = case._meta.get_field(name)
            if field.is_relation:
                keys[name] |= {getattr(new, field.attname), getattr(old, field.attname)} - {None}
    found = {}
    for name, wanted in keys.items():
        model: type[Model] = case._meta.get_field(name).related_model
        found[name] = {k: str(v) for k, v in model._default_manager.in_bulk(wanted).items()}
    return found


def _change(
    case: Any, name: str, old: Any, new: Any, names: dict[str, dict[Any, str]], long: Sequence[str]
) -> Change:  # fmt: skip
    if name in long:
        return Change(_label(case, name), long=True)
    field = case._meta.get_field(name)
    before, after = (
        _shown(field, getattr(each, field.attname), names.get(name, {})) for each in (old, new)
    )
    return Change(_label(case, name), before, after)


def _label(case: Case, name: str) -> str:
    return str(case._meta.get_field(name).verbose_name)  # type: ignore[union-attr]


def _shown(field: Any, value: Any, names: dict[Any, str]) -> str:
    if value is None or value == "":
        return ""
    if field.is_relation:
        return names.get(value, str(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(clock.SHANGHAI):%Y-%m-%d %H:%M}"
    if isinstance(value, dict):
        tell = getattr(field.model, "in_words", None)
        return str(tell(value) if tell else json.dumps(value, ensure_ascii=False))
    labels = dict(getattr(field, "base_field", field).flatchoices)
    if isinstance(value, list):
        return "、".join(str(labels.get(each, each)) for each in value)
    return str(labels.get(value, value))


def content_rows(case: Any) -> list[tuple[str, Any]]:
    """Every field of what was applied for, for kinds that say nothing of their own."""
    rows = []
    for field in case._meta.concrete_fields:
        if field.name in NOT_CONTENT | {"uuid", "title", "programme", "applicant", "district"}:
            continue
        value = getattr(case, field.name) if field.is_relation else getattr(case, field.attname)
        names = {value: str(value)} if field.is_relation and value is not None else {}
        rows.append((str(field.verbose_name), _shown(field, value, names)))
    return rows
