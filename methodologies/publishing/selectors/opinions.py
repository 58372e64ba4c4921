"""Experts' opinions for those who take part. Names are for the bureau; others read 专家1, 专家2 (屏蔽
专家姓名), numbered alike in every round. Experts see those of the present round once it is over, so that
each votes alone. Nobody outside the case sees any of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from governance.audit.approvals.kinds import Row
from methodologies.publishing.models import ExpertReview, MethodologyVersion, State
from methodologies.publishing.rules.scoring import CRITERIA
from methodologies.publishing.selectors.panel import reviews_of
from registry.casework.kinds import Section
from registry.casework.parties import OWNER, Party
from registry.casework.selectors.naming import NAMED_FOR

SHOWN_TO = NAMED_FOR | OWNER | {Party.EXPERT, Party.SUPERVISOR}


def opinions(version: MethodologyVersion, parties: Iterable[Party]) -> Sequence[Section]:
    """One section for each vote cast, as these parties may read it; for the bureau, before them, how
    far each expert is."""
    viewer = frozenset(parties)
    if not viewer & SHOWN_TO:
        return ()
    found = reviews_of(version)
    names = _names(found, named=bool(viewer & NAMED_FOR))
    over = bool(viewer - {Party.EXPERT}) or version.state != State.EXPERT_REVIEW
    said = [
        _section(each, names[each.expert_id])
        for each in found
        if each.vote and (over or each.round < version.review_round)
    ]
    return [*_roster(version, found), *said] if viewer & NAMED_FOR else said


def _roster(version: MethodologyVersion, found: Sequence[ExpertReview]) -> list[Section]:
    """By name, how far each of the present round is; conflicts in their words."""
    present = [each for each in found if each.round == version.review_round]
    rows: list[Row] = [(each.expert.get_full_name(), _standing(each, version)) for each in present]
    return [Section(f"第 {version.review_round} 轮评估专家", rows=rows)] if rows else []


def _standing(review: ExpertReview, version: MethodologyVersion) -> str:
    if review.left_at is not None:
        return f"回避：{review.conflict}" if review.conflict else "已解除"
    if not review.vote:
        return "已声明无冲突，未表决" if review.declared_at else "已邀请，未声明"
    old = "（就原公式文件，不计）" if review.definition_sha256 != version.definition_sha256 else ""
    return f"{review.get_vote_display()}{old}"


def _names(found: Sequence[ExpertReview], *, named: bool) -> dict[int, str]:
    order = list(dict.fromkeys(each.expert_id for each in found))
    if named:
        return {each.expert_id: each.expert.get_full_name() for each in found}
    return {expert: f"专家{place}" for place, expert in enumerate(order, start=1)}


def _section(review: ExpertReview, name: str) -> Section:
    words = {each.code: each.zh for each in CRITERIA}
    rows: list[Row] = [("结论", review.get_vote_display()), ("意见", review.opinion)]
    for code, (points, most) in review.scores.items():
        rows.append((words.get(code, code), f"{points} / {most}"))
    return Section(f"第 {review.round} 轮 · {name}", rows=rows)
