"""What the system found about a methodology, for staff: nobody of the panel is named here, and no opinion
quoted. Who said what stands in ``selectors/opinions.py``, named for the bureau."""

from __future__ import annotations

from collections.abc import Sequence

from core.errors import CodedError
from governance.audit.approvals.kinds import Row
from methodologies.publishing.categories import CATEGORIES, NEEDED
from methodologies.publishing.models import MethodologyVersion, State
from methodologies.publishing.rules.quorum import check_quorum
from methodologies.publishing.selectors.examples import last_proof
from methodologies.publishing.selectors.panel import RULE, tally
from methodologies.publishing.selectors.plans import plan_of
from methodologies.publishing.services.definitions import require_own
from methodologies.statement.blocks import WARNINGS
from registry.casework.kinds import Check
from registry.casework.models import Comment

WAITING = "votes_outstanding"


def checks(version: MethodologyVersion) -> Sequence[Check]:
    found = [_documents(version), *_definition(version)]
    if version.review_round:
        found.append(_quorum(version))
    if version.state == State.PUBLIC_NOTICE:
        found.append(_comments(version))
    return found


def _documents(version: MethodologyVersion) -> Check:
    current = version.files.filter(replaced_by=None)
    have = set(current.values_list("category", flat=True))
    if missing := [CATEGORIES[each] for each in NEEDED if each not in have]:
        return Check("fail", f"缺少材料：{'、'.join(missing)}")
    return Check("ok", "方法学文本和编制说明齐备")


def _definition(version: MethodologyVersion) -> list[Check]:
    if not version.definition:
        return [Check("fail", "还没有公式文件")]
    try:
        require_own(version)
    except CodedError as error:
        return [Check("fail", error.zh)]
    found = []
    plan = plan_of(version)
    if warning := WARNINGS.get(plan.checked.definition.status):
        found.append(Check("warn", warning))
    found += [Check("note", each) for each in plan.checked.warnings]
    proof = last_proof(version)
    if proof is None:
        found.append(Check("fail", "量纲和算例尚未验证"))
    else:
        rows: list[Row] = [(each["name"], each["exact"]) for each in proof["examples"]]
        found.append(Check("ok", f"{proof['equations']} 个公式量纲一致"))
        found.append(Check("ok", f"{len(rows)} 个算例全部精确算出", evidence=rows))
    if version.confirmed_at is None:
        found.append(Check("fail", "编制单位尚未确认公式与算例"))
    else:
        when = f"{version.confirmed_at:%Y-%m-%d}"
        found.append(Check("ok", f"编制单位已确认（{version.confirmed_by}，{when}）"))
    return found


def _quorum(version: MethodologyVersion) -> Check:
    """The present round: how many, and whether the panel is in favour. How they voted is not told
    before all have."""
    try:
        found = tally(version)
    except CodedError as error:  # no numbers of the rule for this programme
        return Check("fail", error.zh, RULE)
    rows: list[Row] = [("至少需要", found.least), ("同意比例不低于", str(found.share))]
    if found.waiting:
        rows += [("已表决", found.voted), ("未表决", found.waiting)]
    else:
        rows += [("同意", found.approve), ("修改后再评", found.revise), ("不同意", found.reject)]
    if found.stale:
        rows.append(("就原公式文件表决，不计", found.stale))
    if left := version.reviews.filter(round=version.review_round).exclude(left_at=None).count():
        rows.append(("回避或解除", left))
    against = [each for each in check_quorum(found) if not found.waiting or each.code == WAITING]
    said = " ".join(each.zh for each in against) or "专家评估通过"
    level = "warn" if against else "ok"
    return Check(level, f"第 {version.review_round} 轮：{said}", RULE, rows)


def _comments(version: MethodologyVersion) -> Check:
    found = Comment.objects.filter(notice__case_id=version.pk, notice__ended_at=None)
    total, waiting = found.count(), found.filter(answered_at=None).count()
    if waiting:
        return Check("warn", f"公示意见 {total} 条，{waiting} 条未答复", "R-NOTICE-01")
    return Check("ok", f"公示意见 {total} 条，均已答复", "R-NOTICE-01")
