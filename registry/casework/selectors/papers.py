"""What hangs on a case, read in one query: documents, clocks, corrections, letters, notices with their
comments, participants. The review page shows all of it at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import BinaryField, JSONField, Model
from django.db.models.expressions import RawSQL

from registry.casework.models import (
    Case,
    CaseFile,
    CaseLetter,
    Clock,
    Comment,
    Correction,
    Notice,
    Participant,
)

MODELS: tuple[type[Model], ...] = (
    *(CaseFile, Clock, Correction, CaseLetter, Notice, Comment, Participant),
)
NAMED: dict[type[Model], tuple[str, str]] = {
    Participant: (
        ", o.name_zh AS organisation_name, u.real_name AS user_name",
        " LEFT JOIN organisations_organisation o ON o.uuid = t.organisation_id"
        " LEFT JOIN identity_user u ON u.id = t.user_id",
    )
}
SHOWN = 10
NAMES = ("organisation_name", "user_name")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document in force and the ones it took the place of, newest first."""

    file: CaseFile
    earlier: list[CaseFile]


@dataclass(frozen=True, slots=True)
class OnNotice:
    notice: Notice
    comments: list[Comment]

    @property
    def waiting(self) -> int:
        return sum(comment.answered_at is None for comment in self.comments)

    @property
    def first(self) -> list[Comment]:
        """Those that wait for an answer, then the latest; as many as a page shows beside other things."""
        return sorted(self.comments, key=lambda each: each.answered_at is not None)[:SHOWN]

    @property
    def rest(self) -> int:
        return max(len(self.comments) - SHOWN, 0)


@dataclass(frozen=True, slots=True)
class Papers:
    files: list[Paper]
    clocks: list[Clock]
    corrections: list[Correction]
    letters: list[CaseLetter]
    notices: list[OnNotice]
    participants: list[Participant]


def with_papers(rows: Any) -> Any:
    """``Case`` rows with everything that hangs on them, for :func:`papers_of`."""
    return rows.annotate(papers=RawSQL(_packed(), (), output_field=JSONField()))


def papers_of(case: Case) -> Papers:
    """Of a case that came through :func:`with_papers`."""
    packed: dict[str, Any] = case.papers  # type: ignore[attr-defined]
    found = {model: _unpacked(model, packed[model._meta.db_table]) for model in MODELS}
    comments: dict[UUID, list[Comment]] = defaultdict(list)
    for comment in found[Comment]:
        comments[comment.notice_id].append(comment)
    return Papers(
        files=_by_version(found[CaseFile]),
        clocks=found[Clock],
        corrections=found[Correction],
        letters=found[CaseLetter],
        notices=[OnNotice(each, comments[each.uuid]) for each in found[Notice]],
        participants=found[Participant],
    )


@cache
def _packed() -> str:
    """SQL for one JSON value with all rows of a case by table, in each model's order, without bytes.
    Made once: the ORM would take longer over seven subqueries than the database."""
    parts = (f"'{model._meta.db_table}', ({_rows_of(model)})" for model in MODELS)
    return f"SELECT jsonb_build_object({', '.join(parts)})"


def _rows_of(model: type[Model]) -> str:
    columns = ", ".join(f't."{name}"' for name in _columns(model))
    names, joins = NAMED.get(model, ("", ""))
    of_case = 't.case_id = "casework_case"."uuid"'
    if model is Comment:
        joins, of_case = (
            " JOIN casework_notice n ON n.uuid = t.notice_id",
            of_case.replace("t.", "n.", 1),
        )
    order = ", ".join(_order(model, each) for each in model._meta.ordering or ())
    return (
        f"SELECT coalesce(jsonb_agg(r), '[]') FROM (SELECT {columns}{names} "
        f"FROM {model._meta.db_table} t{joins} WHERE {of_case} ORDER BY {order}) r"
    )


def _order(model: type[Model], name: Any) -> str:
    """``-opens_on`` as SQL; ``pk`` as its column."""
    plain = str(name).removeprefix("-")
    field = model._meta.pk if plain == "pk" else model._meta.get_field(plain)
    return f't."{field.column}"{" DESC" if str(name).startswith("-") else ""}'  # type: ignore[union-attr]


def _columns(model: type[Model]) -> list[str]:
    return [f.attname for f in model._meta.concrete_fields if not isinstance(f, BinaryField)]


def _unpacked(model: type[Model], rows: Iterable[dict[str, Any]]) -> list[Any]:
    fields = {f.attname: f for f in model._meta.concrete_fields}
    made = []
    for row in rows:
        values = {n: _field(fields[n]).to_python(v) for n, v in row.items() if n in fields}
        made.append(model(**values))
        for name in NAMES:
            if name in row:
                setattr(made[-1], name, row[name] or "")
    return made


def _field(field: Any) -> Any:
    """A foreign key's values are those of what it points to."""
    return field.target_field if field.is_relation else field


def _by_version(files: list[CaseFile]) -> list[Paper]:
    by_key = {each.uuid: each for each in files}
    replaced = {each.replaces_id for each in files}
    found = []
    for each in files:
        if each.uuid in replaced:
            continue
        earlier, at = [], each
        while at.replaces_id is not None:
            at = by_key[at.replaces_id]
            earlier.append(at)
        found.append(Paper(each, earlier))
    return found
