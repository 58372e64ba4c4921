"""The panel of experts: conflicts, scores, votes, rounds, the quorum of R-EXPERT-01."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core import clock
from governance.audit.recording import recording
from governance.identity.models import User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from methodologies.publishing.models import ExpertReview
from methodologies.publishing.rules.quorum import Tally, check_quorum
from methodologies.publishing.selectors.opinions import opinions
from methodologies.publishing.selectors.panel import tally
from registry.casework.parties import Party
from registry.casework.selectors.naming import shown_actor
from registry.casework.selectors.visible import visible_cases
from registry.organisations.models import Membership, Organisation
from tests.governance.people import make_actor, make_staff
from tests.methodologies.publishing.story import SCORES, Story
from tests.registry.casework.people import CLERK
from tests.registry.organisations.holders import make_organisation

pytestmark = pytest.mark.django_db
OPINION = "方法合理，数据可以核查。"


def votes(approve: int, revise: int = 0, reject: int = 0, waiting: int = 0) -> Tally:
    return Tally(approve, revise, reject, 0, waiting, least=5, share=Decimal("0.6"))


@pytest.mark.parametrize(
    ("tally", "codes"),
    [
        (votes(5), []),
        (votes(3, 1, 1), []),  # exactly the share is enough
        (votes(2, 2, 1), ["not_in_favour"]),
        (votes(4), ["quorum_missing"]),
        (votes(5, waiting=1), ["votes_outstanding"]),
        (votes(0), ["quorum_missing"]),
        (votes(4, waiting=2), ["votes_outstanding", "quorum_missing"]),
    ],
)
def test_the_quorum(tally: Tally, codes: list[str]):
    assert [each.code for each in check_quorum(tally)] == codes
    assert all(
        e.sentence.rule == "R-EXPERT-01" for e in check_quorum(tally) if "outst" not in e.code
    )


def test_only_experts_of_the_programme_without_ties_are_invited():
    s = Story()
    s.assessed()
    invite = (s.clerk, "invite_expert")
    s.refused("expert_unsuitable", *invite, expert=make_actor(Role.EXPERT, programme="CD").user_id)
    s.refused("expert_unsuitable", *invite, expert=s.chief.user_id)
    s.refused("expert_unsuitable", *invite, expert=0)
    s.refused("expert_already", *invite, expert=s.experts[0].user_id)
    s.refused("step_forbidden", s.chief, "invite_expert", expert=s.experts[0].user_id)


@pytest.mark.parametrize("tie", ["applicant", "co_compiler", "inviting", "handled"])
def test_a_tie_to_the_case_is_refused(tie: str):
    s = Story()
    other = make_organisation()
    user = make_staff(Role.EXPERT, Role.MAKER, programme="BJ")
    expert = actor_of(user)
    s.submitted(co_compilers=[other.uscc])
    s.take(expert if tie == "handled" else s.clerk, "accept")
    organisation = {"applicant": s.owner.organisation, "co_compiler": other}.get(tie)
    if organisation is not None:
        _join(user, organisation)
    error = s.refused(
        "expert_conflict", expert if tie == "inviting" else s.clerk, "invite_expert",
        expert=user.pk,
    )  # fmt: skip
    assert ("编制单位" if organisation else "办理过本件") in error.zh


def _join(user: User, organisation: Organisation) -> None:
    with recording(CLERK, "测试"):
        Membership.objects.create(
            user=user, organisation=organisation, role="maker", invited_by=user,
            valid_from=clock.now(),
        )  # fmt: skip


def test_declare_score_vote():
    s = Story()
    s.assessed()
    one = s.experts[0]
    s.refused("declaration_missing", one, "score", opinion=OPINION, **SCORES)
    s.refused("declaration_missing", one, "vote", vote="approve")
    s.take(one, "declare", conflict=False)
    s.refused("declared_already", one, "declare", conflict=True, text="有冲突")
    s.refused("score_missing", one, "vote", vote="approve")
    for wrong in ({"accuracy": 26}, {"accuracy": -1}, {"accuracy": 1.5}, {"accuracy": True}):
        s.refused("score_invalid", one, "score", opinion=OPINION, **(SCORES | wrong))
    s.refused("score_invalid", one, "score", opinion=OPINION)
    s.refused("opinion_missing", one, "score", opinion=" 太短 ", **SCORES)
    s.take(one, "score", opinion=OPINION, **SCORES)
    s.take(one, "score", opinion="再想一想，方法仍然合理。", **SCORES)
    s.refused("vote_unknown", one, "vote", vote="maybe")
    s.take(one, "vote", vote="revise")
    review = s.review(one)
    assert (review.vote, review.opinion) == ("revise", "再想一想，方法仍然合理。")
    assert review.scores["accuracy"] == [21, 25]
    assert review.definition_sha256 == s.version.definition_sha256
    for step, data in (("vote", {"vote": "approve"}), ("score", {"opinion": OPINION} | SCORES)):
        s.refused("expert_not_waiting", one, step, **data)
    s.refused("case_unknown", make_actor(Role.EXPERT, programme="BJ"), "vote", vote="approve")


def test_voting_waits_for_the_confirmed_definition():
    s = Story()
    s.assessed()
    s.take(s.clerk, "encode_definition", definition=s.version.definition + "\n# 改\n")
    one = s.experts[0]
    s.take(one, "declare", conflict=False)
    s.take(one, "score", opinion=OPINION, **SCORES)
    s.refused("definition_before_vote", one, "vote", vote="approve")


def test_a_conflict_leaves_the_panel_and_is_replaced():
    s = Story()
    s.assessed()
    one = s.experts[0]
    s.refused("conflict_text_missing", one, "declare", conflict=True, text=" ")
    s.take(one, "declare", conflict=True, text="曾任编制单位顾问")
    assert s.review(one).left_at
    s.refused("case_unknown", one, "score", opinion=OPINION, **SCORES)
    assert not visible_cases(one).exists()
    s.refused("expert_already", s.clerk, "invite_expert", expert=one.user_id)
    new = make_actor(Role.EXPERT, programme="BJ")
    s.take(s.clerk, "invite_expert", expert=new.user_id)
    for each in (*s.experts[1:], new):
        s.vote(each)
    assert s.take(s.clerk, "lay_open").state == "public_notice"


def test_who_became_a_member_of_the_compiler_meanwhile_does_not_vote():
    s = Story()
    s.assessed()
    one = s.experts[0]
    s.take(one, "declare", conflict=False)
    s.take(one, "score", opinion=OPINION, **SCORES)
    _join(User.objects.get(pk=one.user_id), s.owner.organisation)
    s.refused("expert_conflict", one, "vote", vote="approve")


def test_released_only_before_the_vote():
    s = Story()
    s.assessed()
    s.vote(s.experts[0], "reject")
    s.refused("expert_not_waiting", s.clerk, "release_expert", expert=s.experts[0].user_id)
    s.take(s.clerk, "release_expert", expert=s.experts[1].user_id)
    s.refused("expert_not_waiting", s.clerk, "release_expert", expert=s.experts[1].user_id)
    assert tally(s.version).waiting == 1


def test_laid_open_only_with_a_quorum_in_favour():
    s = Story()
    s.assessed()
    s.refused("votes_outstanding", s.clerk, "lay_open")
    s.vote(s.experts[0])
    s.vote(s.experts[1], "revise")
    s.refused("votes_outstanding", s.clerk, "next_round")
    s.vote(s.experts[2], "reject")
    s.refused("not_in_favour", s.clerk, "lay_open")
    s.take(s.clerk, "next_round")
    assert s.version.review_round == 2
    for expert in s.experts:
        s.vote(expert)
    s.refused("round_is_good", s.clerk, "next_round")
    assert s.take(s.clerk, "lay_open").state == "public_notice"
    assert ExpertReview.objects.filter(round=1).count() == 3


def test_too_few_experts():
    s = Story()
    s.experts = s.experts[:2]
    s.approved()
    error = s.refused("quorum_missing", s.clerk, "lay_open")
    assert error.sentence.rule == "R-EXPERT-01"


def test_votes_are_about_one_definition():
    s = Story()
    s.approved()
    s.encode(factor="0.6")
    found = tally(s.version)
    assert (found.voted, found.stale) == (0, 3)
    s.refused("quorum_missing", s.clerk, "lay_open")
    s.take(s.clerk, "next_round")
    for expert in s.experts:
        s.vote(expert)
    assert s.take(s.clerk, "lay_open").state == "public_notice"


def test_names_of_experts_are_for_the_bureau():
    s = Story()
    s.assessed()
    s.vote(s.experts[0], "revise")
    s.vote(s.experts[1])
    names = {e.name for e in s.experts}
    for party in (Party.OWNER_MAKER, Party.SUPERVISOR):
        found = opinions(s.version, {party})
        assert [each.title for each in found] == ["第 1 轮 · 专家1", "第 1 轮 · 专家2"]
        assert not any(name in str(found) for name in names)
    named = opinions(s.version, {Party.MAKER})
    assert [value for _, value in named[0].rows] == ["修改后再评", "同意", "已邀请，未声明"]
    assert s.experts[0].name in named[1].title
    assert dict(named[1].rows)["核算准确与保守"] == "21 / 25"
    assert opinions(s.version, {Party.EXPERT}) == []  # each votes alone
    assert opinions(s.version, {Party.DISTRICT}) == ()
    s.vote(s.experts[2])
    s.take(s.clerk, "next_round") if check_quorum(tally(s.version)) else None
    event = s.version.events.filter(step="vote").first()
    assert shown_actor(event, {Party.OWNER_CHECKER}) == "评估专家"
    assert shown_actor(event, {Party.MAKER}) == s.experts[0].name


def test_earlier_rounds_stay_visible():
    s = Story()
    s.assessed()
    for expert in s.experts:
        s.vote(expert, "revise")
    s.take(s.clerk, "next_round")
    assert [each.title for each in opinions(s.version, {Party.EXPERT})] == [
        "第 1 轮 · 专家1", "第 1 轮 · 专家2", "第 1 轮 · 专家3",
    ]  # fmt: skip
    assert clock.now() > s.review(s.experts[0]).invited_at
