"""The panel of experts: who sits in this round, and how its votes stand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from core import clock
from governance.rulebook.selectors import value_on
from methodologies.publishing.models import ExpertReview, MethodologyVersion
from methodologies.publishing.rules.quorum import Tally

RULE = "R-EXPERT-01"
Vote = ExpertReview.Vote


def reviews_of(version: MethodologyVersion) -> list[ExpertReview]:
    """Every review of every round, in order, with its expert."""
    return list(version.reviews.select_related("expert"))


def tally(version: MethodologyVersion, reviews: Sequence[ExpertReview] | None = None) -> Tally:
    """How the present round stands. Raises ``rule_value_missing`` without the rule's numbers."""
    found = reviews_of(version) if reviews is None else reviews
    present = [each for each in found if each.round == version.review_round]
    counted = [each for each in present if each.definition_sha256 == version.definition_sha256]
    votes = [each.vote for each in counted if each.vote]
    today, programme = clock.today(), version.programme_id
    return Tally(
        approve=votes.count(Vote.APPROVE),
        revise=votes.count(Vote.REVISE),
        reject=votes.count(Vote.REJECT),
        stale=sum(bool(each.vote) for each in present) - len(votes),
        waiting=sum(each.is_waiting for each in present),
        least=int(str(value_on(RULE, "least_experts", programme, today))),
        share=Decimal(str(value_on(RULE, "in_favour_share", programme, today))),
    )
