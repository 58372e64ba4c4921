"""Taking documents into a case: checked, hashed, kept; a later one may take an earlier one's place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from uuid import UUID

from core.errors import CodedError
from governance.audit.approvals.services.documents import TYPES, Upload, check_uploads
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking, kind_of
from registry.casework.models import Case, CaseFile


def add_files(
    taking: Taking, category: str, uploads: Iterable[Upload], *, public: bool = False,
    replaces: UUID | None = None,
) -> list[CaseFile]:  # fmt: skip
    """Keep ``uploads`` in a category of the case's kind. Raises ``file_category``, ``file_unknown``,
    ``document_…``; the names and hashes stand in the record of the step."""
    found, uploads = kind_of(taking.case), list(uploads)
    if category not in found.categories:
        raise CodedError(CaseCode.FILE_CATEGORY, category=category)
    check_uploads(uploads)
    earlier = _current(taking.case, replaces) if replaces else None
    made = []
    for upload in uploads:
        made.append(
            CaseFile.objects.create(
                case_id=taking.case.uuid,
                category=category,
                name=upload.name[-200:],
                content_type=TYPES[upload.name.rpartition(".")[2].lower()][0],
                size_bytes=len(upload.content),
                sha256=hashlib.sha256(upload.content).hexdigest(),
                content=upload.content,
                public=public,
                replaces=earlier,
                added_by_id=taking.actor.user_id,
                added_by_name=taking.actor.name,
            )
        )
        earlier = None
    taking.detail.setdefault("files", []).extend([each.name, each.sha256] for each in made)
    return made


def _current(case: Case, uuid: UUID) -> CaseFile:
    found = CaseFile.objects.filter(case_id=case.uuid, uuid=uuid, replaced_by=None).first()
    if found is None:
        raise CodedError(CaseCode.FILE_UNKNOWN)
    return found


def current_files(case: Case) -> list[CaseFile]:
    """The documents in force, without their bytes."""
    return list(case.files.filter(replaced_by=None).defer("content"))


def require_files(case: Case, *categories: str) -> None:
    """Raises ``file_missing`` for the first category without a document."""
    have = set(case.files.filter(replaced_by=None).values_list("category", flat=True))
    for category in categories:
        if category not in have:
            raise CodedError(
                CaseCode.FILE_MISSING, category=kind_of(case).categories.get(category, category)
            )
