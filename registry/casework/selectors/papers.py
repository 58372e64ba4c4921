"""What hangs on a case, read in one query: documents, clocks, corrections, letters, notices with their
comments, participants. The review page shows all of it at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BinaryField, F, Model, OuterRef, Value
from django.db.models.functions import JSONObject

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

MODELS: dict[str, type[Model]] = {
    "the_files": CaseFile,
    "the_clocks": Clock,
    "the_corrections": Correction,
    "the_letters": CaseLetter,
    "the_notices": Notice,
    "the_comments": Comment,
    "the_participants": Participant,
}
NAMES = {"organisation_name": "organisation__name_zh", "user_name": "user__real_name"}


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
    return rows.annotate(**{name: _packed(model) for name, model in MODELS.items()})


def papers_of(case: Case) -> Papers:
    """Of a case that came through :func:`with_papers`."""
    found = {name: _unpacked(model, getattr(case, name)) for name, model in MODELS.items()}
    comments: dict[UUID, list[Comment]] = defaultdict(list)
    for comment in found["the_comments"]:
        comments[comment.notice_id].append(comment)
    return Papers(
        files=_by_version(found["the_files"]),
        clocks=found["the_clocks"],
        corrections=found["the_corrections"],
        letters=found["the_letters"],
        notices=[OnNotice(each, comments[each.uuid]) for each in found["the_notices"]],
        participants=found["the_participants"],
    )


def _packed(model: type[Model]) -> ArraySubquery:
    """The rows of a case as JSON, in the model's order, without bytes."""
    of_case = "notice__case_id" if model is Comment else "case_id"
    columns: dict[str, Any] = {name: F(name) for name in _columns(model)}
    if model is Participant:
        columns |= {name: F(path) for name, path in NAMES.items()}
    rows = model._default_manager.filter(**{of_case: OuterRef("pk")})
    return ArraySubquery(rows.annotate(row=JSONObject(**columns)).values("row"), default=Value([]))


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
