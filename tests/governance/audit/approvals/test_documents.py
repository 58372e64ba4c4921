"""Documents of a proposal: what is taken, what is refused, that the hash is kept, who may read them."""

from __future__ import annotations

import hashlib

import pytest

from governance.audit.approvals.models import Attachment
from governance.audit.approvals.services.documents import LIMIT_BYTES, LIMIT_FILES, Upload
from governance.audit.approvals.services.proposing import propose
from governance.identity.roles import Role
from registry.ledger.approvals.accounts import SUSPEND
from tests.governance.audit.approvals.people import person
from tests.governance.audit.approvals.refusing import refused
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.ledger.world import make_account

pytestmark = pytest.mark.django_db
PDF = Upload("通知.pdf", b"%PDF-1.7\nx", "通〔2026〕1号")


def with_papers(*papers: Upload):
    return propose(
        actor=person(Role.MAKER),
        kind=SUSPEND,
        payload={"account": str(make_account().uuid)},
        reason="依通知",
        attachments=papers,
    )


def test_each_is_kept_with_number_type_size_and_hash():
    approval = with_papers(PDF, Upload("说明.txt", "说明".encode()))
    first, second = Attachment.objects.filter(approval=approval)
    assert (first.document, first.name, first.content_type) == (
        *("通〔2026〕1号", "通知.pdf", "application/pdf"),
    )
    assert first.sha256 == hashlib.sha256(PDF.content).hexdigest()
    assert (bytes(first.content), first.size_bytes) == (PDF.content, len(PDF.content))
    assert second.content_type.startswith("text/plain")


@pytest.mark.parametrize(
    ("paper", "code"),
    [
        (Upload("a.exe", b"MZ"), "document_type"),
        (Upload("a.pdf", b"MZ"), "document_type"),
        (Upload("a.html", b"<script>"), "document_type"),
        (Upload("a.png", b"%PDF-1.7"), "document_type"),
        (Upload("a.txt", b"\xff\xfe"), "document_type"),
        (Upload("a.txt", b"a\x00"), "document_type"),
        (Upload("无扩展名", b"%PDF-1.7"), "document_type"),
        (Upload("a\nb.pdf", b"%PDF-1.7"), "document_type"),
        (Upload("a.pdf", b""), "document_too_large"),
        (Upload("a.pdf", b"%PDF-" + b"0" * LIMIT_BYTES), "document_too_large"),
    ],
)
def test_what_is_not_taken(paper, code):
    maker, account = person(Role.MAKER), make_account()
    payload = {"account": str(account.uuid)}
    with refused(code):
        propose(actor=maker, kind=SUSPEND, payload=payload, reason="试", attachments=[PDF, paper])
    with refused("too_many_documents"):
        many = [PDF] * (LIMIT_FILES + 1)
        propose(actor=maker, kind=SUSPEND, payload=payload, reason="试", attachments=many)


def test_who_may_read_them():
    approval = with_papers(PDF)
    paper = Attachment.objects.get(approval=approval)
    url = f"/admin/approvals/approval/{approval.uuid}/attachment/{paper.uuid}/"
    answer = browser(make_staff(Role.CHECKER)).get(url)
    assert b"".join(answer.streaming_content) == PDF.content
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser(make_staff(Role.CHECKER, programme="CD")).get(url).status_code == 404
    for role in (Role.DISTRICT, Role.SUPERVISOR):
        assert browser(make_staff(role)).get(url).status_code == 403
    other = with_papers()
    wrong = f"/admin/approvals/approval/{other.uuid}/attachment/{paper.uuid}/"
    assert browser(make_staff(Role.CHECKER)).get(wrong).status_code == 404
