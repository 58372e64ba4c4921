"""What the bureau decides: refused while something stands against it, with nothing changed."""

from __future__ import annotations

import datetime as dt

import pytest

from core import clock
from core.errors import CodedError
from governance.audit.approvals.models import Approval
from governance.audit.approvals.services.deciding import approve
from governance.audit.approvals.services.proposing import propose
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import MethodologyVersion
from registry.casework.approvals import approval_code, step_payload
from registry.casework.models import Comment, Message
from registry.casework.selectors.standing import standing_of
from registry.casework.selectors.steps import offered_steps
from registry.casework.services.notices import comment, running_notice
from tests.methodologies.publishing.story import Story, after_notice, everything

pytestmark = pytest.mark.django_db


def refused_second(s: Story, refusal: str, step: str, /, **data: object) -> CodedError:
    before = (everything(s.version), Approval.objects.count())
    with pytest.raises(CodedError) as caught:
        s.second(step, **data)
    assert caught.value.code == refusal
    assert (everything(s.version), Approval.objects.count()) == before
    return caught.value


def test_laying_open_wants_a_proved_and_confirmed_definition():
    s = Story()
    s.submitted()
    s.take(s.clerk, "accept")
    s.refused("definition_missing", s.clerk, "lay_open")
    s.encode()
    text = s.version.definition + "\n# 改\n"
    s.take(s.clerk, "encode_definition", definition=text)
    s.refused("not_proved", s.clerk, "lay_open")
    s.take(s.clerk, "run_checks")
    error = s.refused("not_confirmed", s.clerk, "lay_open")
    assert s.version.definition_sha256[:12] in error.zh
    s.take(s.owner.checker, "confirm_examples", sha256=s.version.definition_sha256)
    s.refused("quorum_missing", s.clerk, "lay_open")


def test_publishing_waits_for_the_notice_and_its_answers():
    s = Story()
    s.laid_open()
    notice = running_notice(s.version)
    refused_second(s, "notice_running", "publish", effective_from="")
    said = comment(notice=notice.uuid, name="李四", contact="x@example.com", text="有不同意见。")
    s.refused("field_invalid", s.owner.checker, "answer_comment", comment=said.uuid, answer=" ")
    s.refused("step_forbidden", s.owner.maker, "answer_comment", comment=said.uuid, answer="好")
    with after_notice(s.version):
        refused_second(s, "notice_unanswered", "publish", effective_from="")
        s.take(s.owner.checker, "answer_comment", comment=said.uuid, answer="已采纳。")
        s.refused("comment_unknown", s.clerk, "answer_comment", comment=said.uuid, answer="改口")
        assert s.second("publish").state == "published"
    assert Comment.objects.get().answered_by == "吴复核"


def test_publishing_takes_two_persons_of_the_right_roles():
    s = Story()
    s.laid_open()
    with after_notice(s.version):
        s.refused("second_person_needed", s.chief, "publish")
        s.refused("step_forbidden", s.clerk, "publish")
        payload = step_payload(s.version, {})
        code = approval_code(METHODOLOGY, METHODOLOGY.step("publish"))
        for actor in (s.chief, s.owner.checker):
            with pytest.raises(CodedError, match="forbidden"):
                propose(actor=actor, kind=code, payload=payload, reason="测试")
        asked = propose(actor=s.clerk, kind=code, payload=payload, reason="测试")
        assert MethodologyVersion.objects.get(pk=s.version.pk).state == "public_notice"
        assert not s.version.letters.filter(kind="published").exists()
        with pytest.raises(CodedError, match="own_proposal"):
            approve(actor=s.clerk, approval=asked.uuid, reason="同意")
        approve(actor=s.chief, approval=asked.uuid, reason="同意")
    told = Message.objects.filter(user_id=s.owner.maker.user_id, title__contains="发布")
    assert told.count() == 1


def test_a_proposal_made_stale_by_another_step_is_refused():
    s = Story()
    s.laid_open()
    code = approval_code(METHODOLOGY, METHODOLOGY.step("refuse"))
    payload = step_payload(s.version, {"grounds": "理由"})
    asked = propose(actor=s.clerk, kind=code, payload=payload, reason="测试")
    s.take(s.clerk, "send_back")
    before = everything(s.version)
    with pytest.raises(CodedError, match="case_unknown"):  # a draft is its compiler's own
        approve(actor=s.chief, approval=asked.uuid, reason="同意")
    assert everything(s.version) == before


@pytest.mark.parametrize(("days", "passes"), [(-1, False), (0, True), (30, True)])
def test_the_effective_date(days: int, passes: bool):
    s = Story()
    s.laid_open()
    with after_notice(s.version) as today:
        day = (today + dt.timedelta(days=days)).isoformat()
        if passes:
            assert s.second("publish", effective_from=day).effective_from.isoformat() == day
        else:
            refused_second(s, "effective_in_past", "publish", effective_from=day)


def test_a_version_superseded_meanwhile_is_not_superseded_twice():
    s, other = Story(), Story()
    first = s.published()
    new = {"supersedes": first.uuid, "transition_zh": "新项目适用。"}
    s.laid_open(version_code="V02", **new)
    other.laid_open(version_code="V03", **new)
    with after_notice(s.version):
        s.second("publish")
        refused_second(other, "supersedes_invalid", "publish")


def test_refusing_and_abolishing_say_why():
    s = Story()
    s.submitted()
    refused_second(s, "field_invalid", "refuse", grounds=" \n ")
    refused_second(s, "state_refused", "abolish", transition="衔接")
    other = Story()
    other.published(code="BJ-03")
    refused_second(other, "transition_needed", "abolish", transition=" ")
    refused_second(other, "state_refused", "refuse", grounds="理由")
    assert clock.today()


def test_a_version_is_superseded_by_publication_only():
    s = Story()
    s.published()
    s.refused("second_person_needed", s.chief, "supersede", ended_on="2026-01-01", by="x")
    for actor in (s.clerk, s.chief):
        offered = [each.code for each in offered_steps(s.version, standing_of(actor, s.version))]
        assert "supersede" not in offered
    with pytest.raises(CodedError, match="kind_unknown"):
        propose(
            actor=s.clerk, kind="methodology.supersede",
            payload=step_payload(s.version, {}), reason="测试",
        )  # fmt: skip
