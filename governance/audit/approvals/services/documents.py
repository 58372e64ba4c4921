"""Taking the documents of a proposal: checked for number, size and type, hashed and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import CodedError
from governance.audit.approvals.errors import ApprovalCode
from governance.audit.approvals.models import Approval, Attachment

LIMIT_FILES = 10
LIMIT_BYTES = 10 * 1024 * 1024  # the database keeps the same limit
_ZIP = b"PK\x03\x04"
# Ending -> (type, how such a file begins). What is not here is not taken.
TYPES: dict[str, tuple[str, bytes]] = {
    "pdf": ("application/pdf", b"%PDF-"),
    "ofd": ("application/ofd", _ZIP),
    "png": ("image/png", b"\x89PNG\r\n"),
    "jpg": ("image/jpeg", b"\xff\xd8\xff"),
    "jpeg": ("image/jpeg", b"\xff\xd8\xff"),
    "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", _ZIP),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _ZIP),
    "txt": ("text/plain; charset=utf-8", b""),
}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes in, with the number of the document it shows."""

    name: str
    content: bytes
    document: str = ""


def check_uploads(uploads: Sequence[Upload]) -> None:
    """Raises ``too_many_documents``, ``document_too_large``, ``document_type``."""
    if len(uploads) > LIMIT_FILES:
        raise CodedError(ApprovalCode.TOO_MANY_DOCUMENTS, count=len(uploads), limit=LIMIT_FILES)
    for upload in uploads:
        if not 0 < len(upload.content) <= LIMIT_BYTES:
            size = f"{len(upload.content) / 1024 / 1024:.1f}"
            raise CodedError(
                ApprovalCode.DOCUMENT_TOO_LARGE,
                name=upload.name,
                size_mb=size,
                limit_mb=LIMIT_BYTES // 1024 // 1024,
            )
        if not _is_what_it_says(upload):
            raise CodedError(ApprovalCode.DOCUMENT_TYPE, name=upload.name)


def keep_uploads(approval: Approval, uploads: Sequence[Upload]) -> None:
    for upload in uploads:
        Attachment.objects.create(
            approval=approval,
            document=upload.document.strip()[:100],
            name=upload.name[-200:],
            content_type=TYPES[_ending(upload.name)][0],
            size_bytes=len(upload.content),
            sha256=hashlib.sha256(upload.content).hexdigest(),
            content=upload.content,
        )


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _is_what_it_says(upload: Upload) -> bool:
    if not upload.name.isprintable() or _ending(upload.name) not in TYPES:
        return False
    if not upload.content.startswith(TYPES[_ending(upload.name)][1]):
        return False
    if _ending(upload.name) != "txt":
        return True
    try:
        return "\x00" not in upload.content.decode("utf-8")
    except UnicodeDecodeError:
        return False
