"""The panel of experts: invited, declared, scored, voted, released, asked again.

A person with a tie to a compiler is refused when invited and again when they vote. A vote is about one
definition, by its hash; it is final.
"""

from __future__ import annotations

from core import clock
from core.errors import CodedError
from governance.identity.models import User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.models import ExpertReview, MethodologyVersion
from methodologies.publishing.rules import scoring
from methodologies.publishing.rules.quorum import check_quorum
from methodologies.publishing.selectors.panel import tally
from methodologies.publishing.services.definitions import require_confirmed
from registry.casework.kinds import Taking
from registry.casework.models import Event, Participant
from registry.casework.parties import Party
from registry.casework.services.participants import let_go, take_in
from registry.organisations.selectors.memberships import in_force

EXPERT = Participant.As.EXPERT


def open_round(taking: Taking) -> None:
    """The next round begins with the experts still on the panel; each declares anew."""
    version = taking.case
    version.review_round += 1
    sitting = Participant.objects.filter(case_id=version.uuid, part=EXPERT, until=None)
    for user in sitting.order_by("pk").values_list("user_id", flat=True):
        if user is not None:
            _invited(taking, user)
    taking.detail["round"] = version.review_round


def invite(taking: Taking) -> None:
    """Invite ``data["expert"]`` (a user's number). Raises ``expert_unsuitable``, ``expert_conflict``,
    ``expert_already``."""
    version = taking.case
    user = User.objects.filter(pk=taking.data["expert"], is_active=True).first()
    if user is None or not actor_of(user).may(Role.EXPERT, programme=version.programme_id):
        name = user.get_full_name() if user else str(taking.data["expert"])
        raise CodedError(PublishingCode.EXPERT_UNSUITABLE, name=name)
    require_no_tie(version, user, inviting=taking.actor.user_id)
    if version.reviews.filter(round=version.review_round, expert=user).exists():
        raise CodedError(PublishingCode.EXPERT_ALREADY, name=user.get_full_name())
    take_in(version, EXPERT, user=user.pk)
    taking.detail["review"] = _invited(taking, user.pk).pk


def _invited(taking: Taking, user: int) -> ExpertReview:
    version = taking.case
    return ExpertReview.objects.create(
        version=version, round=version.review_round, expert_id=user, invited_by=taking.actor.name
    )


def require_no_tie(version: MethodologyVersion, user: User, *, inviting: int = 0) -> None:
    """Raises ``expert_conflict`` for a member of a compiler, or one who handled the case otherwise."""
    compilers = [version.applicant_id, *version.co_compilers.values_list("pk", flat=True)]
    tie = in_force().filter(user=user, organisation_id__in=compilers)
    organisation = tie.select_related("organisation").first()
    if organisation is not None:
        why = (f"是编制单位（{organisation.organisation}）的人员", "a member of a compiler")
    elif user.pk == inviting or (
        Event.objects.filter(case_id=version.uuid, actor_id=user.pk)
        .exclude(party=Party.EXPERT)
        .exists()
    ):
        why = ("办理过本件", "has handled this case")
    else:
        return
    raise CodedError(
        PublishingCode.EXPERT_CONFLICT, name=user.get_full_name(), why=why[0], why_en=why[1]
    )


def _own(taking: Taking) -> ExpertReview:
    """The actor's own review of this round, still open."""
    return _open_review(taking, taking.actor.user_id)


def _open_review(taking: Taking, expert: int) -> ExpertReview:
    version = taking.case
    found = version.reviews.filter(round=version.review_round, expert_id=expert).first()
    if found is None or not found.is_waiting:
        raise CodedError(PublishingCode.EXPERT_NOT_WAITING)
    return found


def declare(taking: Taking) -> None:
    """``data["conflict"]`` and, if so, ``data["text"]``: one with a conflict leaves the panel."""
    review = _own(taking)
    if review.declared_at is not None:
        raise CodedError(PublishingCode.DECLARED_ALREADY)
    review.declared_at = clock.now()
    if taking.data["conflict"]:
        review.conflict = str(taking.data.get("text") or "").strip()[:1000]
        if not review.conflict:
            raise CodedError(PublishingCode.CONFLICT_TEXT_MISSING)
        _leave(taking, review)
    review.save()
    taking.detail |= {"round": review.round, "conflict": bool(review.conflict)}


def _leave(taking: Taking, review: ExpertReview) -> None:
    review.left_at = clock.now()
    let_go(taking.case, EXPERT, user=review.expert_id)


def release(taking: Taking) -> None:
    """Let ``data["expert"]``, who has not voted, leave the panel."""
    review = _open_review(taking, int(taking.data["expert"]))
    _leave(taking, review)
    review.save()
    taking.detail["review"] = review.pk


def _declared(taking: Taking) -> ExpertReview:
    review = _own(taking)
    if review.declared_at is None:
        raise CodedError(PublishingCode.DECLARATION_MISSING)
    return review


def score(taking: Taking) -> None:
    """Points by criterion and ``data["opinion"]``; may be given again until the vote."""
    review = _declared(taking)
    review.scores = scoring.scores_of(taking.data)
    review.opinion = scoring.opinion_of(taking.data.get("opinion"))
    review.save()
    taking.detail["round"] = review.round


def vote(taking: Taking) -> None:
    """``data["vote"]``, once, about the present definition, which the compiler has confirmed."""
    review = _declared(taking)
    if not review.scores:
        raise CodedError(PublishingCode.SCORE_MISSING)
    if taking.data["vote"] not in ExpertReview.Vote.values:
        raise CodedError(PublishingCode.VOTE_UNKNOWN)
    if taking.case.confirmed_at is None:
        raise CodedError(PublishingCode.DEFINITION_BEFORE_VOTE)
    require_no_tie(taking.case, User.objects.get(pk=taking.actor.user_id))
    review.vote, review.voted_at = taking.data["vote"], clock.now()
    review.definition_sha256 = taking.case.definition_sha256
    review.save()
    taking.detail |= {"round": review.round, "sha256": review.definition_sha256}


def check_next_round(taking: Taking) -> None:
    """All have voted, and not in favour. Raises ``votes_outstanding``, ``round_is_good``."""
    found = tally(taking.case)
    if found.waiting:
        raise CodedError(PublishingCode.VOTES_OUTSTANDING, count=found.waiting)
    if not check_quorum(found):
        raise CodedError(PublishingCode.ROUND_IS_GOOD)


def require_approval(version: MethodologyVersion) -> None:
    """R-EXPERT-01. Raises the first of what stands against it."""
    require_confirmed(version)
    for objection in check_quorum(tally(version)):
        raise objection
