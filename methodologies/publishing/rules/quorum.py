"""R-EXPERT-01: an assessment needs a least number of votes, and a share of them in favour."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from core.errors import CodedError
from methodologies.publishing.errors import PublishingCode


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes of one round about the present definition; ``stale`` were about an earlier one,
    ``waiting`` experts have not voted. ``least`` and ``share`` come from the rulebook."""

    approve: int
    revise: int
    reject: int
    stale: int
    waiting: int
    least: int
    share: Decimal

    @property
    def voted(self) -> int:
        return self.approve + self.revise + self.reject


def check_quorum(tally: Tally) -> list[CodedError]:
    """All that stands against the panel's approval; an empty list when it approves."""
    found = []
    if tally.waiting:
        found.append(CodedError(PublishingCode.VOTES_OUTSTANDING, count=tally.waiting))
    if tally.voted < tally.least:
        found.append(
            CodedError(PublishingCode.QUORUM_MISSING, voted=tally.voted, least=tally.least)
        )
    elif tally.approve < tally.share * tally.voted:
        found.append(
            CodedError(
                PublishingCode.NOT_IN_FAVOUR,
                approve=tally.approve,
                voted=tally.voted,
                share=str(tally.share),
            )
        )
    return found
