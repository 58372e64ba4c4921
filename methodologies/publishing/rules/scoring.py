"""What experts score, and how many points each criterion has.

The weights are this registry's own form (no text that sets them was read); the vote, not a sum of points,
decides. Points are kept with what they were out of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import CodedError
from methodologies.publishing.errors import PublishingCode

OPINION_LEAST, OPINION_MOST = 10, 5000


@dataclass(frozen=True, slots=True)
class Criterion:
    code: str
    zh: str
    en: str
    most: int


CRITERIA = (
    Criterion("additionality", "科学性与额外性", "soundness and additionality", 25),
    Criterion("accuracy", "核算准确与保守", "accuracy and conservativeness", 25),
    Criterion("monitoring", "数据可监测、可核查", "data that can be monitored and verified", 25),
    Criterion("applicability", "适用条件与可操作性", "applicability", 15),
    Criterion("wording", "文本规范完整", "wording and completeness", 10),
)


def scores_of(given: Mapping[str, Any]) -> dict[str, list[int]]:
    """``{criterion: [points, out of]}`` from points by criterion. Raises ``score_invalid``."""
    found = {}
    for each in CRITERIA:
        points = given.get(each.code)
        if not isinstance(points, int) or isinstance(points, bool) or not 0 <= points <= each.most:
            raise CodedError(
                PublishingCode.SCORE_INVALID,
                criterion=each.zh,
                criterion_en=each.en,
                most=each.most,
            )
        found[each.code] = [points, each.most]
    return found


def opinion_of(text: Any) -> str:
    """The opinion without surrounding blanks. Raises ``opinion_missing``."""
    opinion = str(text or "").strip()
    if not OPINION_LEAST <= len(opinion) <= OPINION_MOST:
        raise CodedError(PublishingCode.OPINION_MISSING)
    return opinion
