"""The files of an application: which there must be, of which type, hashed and kept."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from core.errors import CodedError
from governance.audit.approvals.services.documents import TYPES, Upload, check_uploads
from registry.organisations.errors import OrganisationCode
from registry.organisations.models import Enrolment, EnrolmentAim, EnrolmentPaper

Papers = Mapping[str, Upload]  # by EnrolmentPaper.Kind
TAKEN = ("pdf", "jpg", "jpeg", "png")
NEEDED = {
    EnrolmentAim.NEW: (EnrolmentPaper.Kind.LICENCE, EnrolmentPaper.Kind.AUTHORISATION),
    EnrolmentAim.JOIN: (),
}


def check_papers(aim: EnrolmentAim, papers: Papers) -> None:
    """Raises ``enrolment_paper_missing``, ``enrolment_paper_type`` and, of the documents of approvals,
    ``document_too_large``, ``document_type``."""
    for kind in NEEDED[aim]:
        if kind not in papers:
            raise CodedError(
                OrganisationCode.ENROLMENT_PAPER_MISSING,
                field=kind.value,
                paper=kind.label,
                paper_code=kind.value,
            )
    for given, upload in papers.items():
        if _ending(upload) not in TAKEN or not upload.content.startswith(_type(upload)[1]):
            raise CodedError(OrganisationCode.ENROLMENT_PAPER_TYPE, field=given, name=upload.name)
    check_uploads(list(papers.values()))


def keep_papers(enrolment: Enrolment, papers: Papers) -> None:
    for kind, upload in papers.items():
        EnrolmentPaper.objects.create(
            enrolment=enrolment,
            kind=EnrolmentPaper.Kind(kind),
            name=upload.name[-200:],
            content_type=_type(upload)[0],
            size_bytes=len(upload.content),
            sha256=hashlib.sha256(upload.content).hexdigest(),
            content=upload.content,
        )


def _type(upload: Upload) -> tuple[str, bytes]:
    return TYPES[_ending(upload)]


def _ending(upload: Upload) -> str:
    return upload.name.rpartition(".")[2].lower()
