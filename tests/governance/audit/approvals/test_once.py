"""What is shown once to whoever decided is answered in that very request and kept nowhere."""

from __future__ import annotations

import pytest
from django.http import HttpResponse

from governance.audit.approvals import kinds
from governance.audit.approvals.kinds import ApprovalKind, Once, Subject
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.proposing import propose
from governance.identity.roles import Role
from tests.governance.audit.approvals.people import person, whole_picture
from tests.governance.pages import browser, text
from tests.governance.people import make_staff

pytestmark = pytest.mark.django_db
SECRET = "s3cr3t-once"


def _execute(payload, actor, approval):
    done = Once({"prefix": "ck1"})
    done.secret = SECRET
    return done


@pytest.fixture(autouse=True)
def kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of no programme, decided by the security administrator."""
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    kinds.register(
        ApprovalKind(
            code="test.once", zh="测试", en="test",
            maker_roles=frozenset({Role.SYSTEM_ADMIN}),
            checker_roles=frozenset({Role.SECURITY_ADMIN}),
            subject=lambda payload: Subject("", "测试"),
            describe=lambda payload: [("将办理", "测试")],
            execute=_execute,
            answer=lambda request, secret: HttpResponse(f"once: {secret}"),
        )
    )  # fmt: skip


def test_the_deciding_answer_shows_it_and_nothing_else_does():
    maker = person(Role.SYSTEM_ADMIN)
    approval = propose(actor=maker, kind="test.once", payload={}, reason="接入")
    assert approval.number.startswith("FH-ALL-")
    page = f"/admin/approvals/approval/{approval.uuid}/change/"
    client = browser(make_staff(Role.SECURITY_ADMIN))
    answer = client.post(page, {"decision": "approve", "reason": "同意"})
    assert answer.content.decode() == f"once: {SECRET}"
    assert Approval.objects.get().result == {"prefix": "ck1"}
    assert SECRET not in text(client.get(page))
    assert SECRET not in str(whole_picture())


def test_a_kind_is_registered_once():
    known = kinds.kind_of("test.once")
    with pytest.raises(ValueError, match="twice"):
        kinds.register(known)
