"""What the system holds against registering a project, what was said to it, and the gate that follows:
an unexplained flag of the level ``fail`` stands against registration."""

from __future__ import annotations

from typing import Any

from core.errors import CodedError
from registry.casework.kinds import Check, Taking
from registry.casework.models import Event
from registry.projects.content import content_of, content_sha256, differing, label_of
from registry.projects.duplicates import Flag, duplicate_flags
from registry.projects.eligibility import missing_of, objections_to
from registry.projects.errors import ProjectCode
from registry.projects.models import Explanation, Project, State
from registry.projects.showing import in_words
from registry.vvb.models import Conclusion, Engagement
from registry.vvb.selectors.engaged import signed_engagement

SIGNED_STEP = "sign_conclusion"


def flags_of(project: Project) -> list[Flag]:
    """Duplicates, claims elsewhere, and content that changed after the validator signed."""
    signed = signed_engagement(project)
    since = _changed_since(project, signed) if signed else None
    return [*duplicate_flags(project), *([since] if since else [])]


def _read_flags(project: Project) -> list[Flag]:
    """As :func:`flags_of`, read once for one object: a page asks for its checks and for its buttons."""
    kept: list[Flag] | None = project.__dict__.get("_flags")
    if kept is None:
        kept = project.__dict__["_flags"] = flags_of(project)
    return kept


def _changed_since(project: Project, signed: Engagement) -> Flag | None:
    now = content_sha256(project)
    if project.state == State.REGISTERED or signed.revision_sha256 == now:
        return None
    event = Event.objects.filter(case_id=project.pk, step=SIGNED_STEP).last()
    then: dict[str, Any] = event.detail.get("content", {}) if event else {}
    current = content_of(project)
    names = differing(then, current)
    return Flag(
        key=f"changed:{now[:16]}",
        level="fail",
        text="审定机构签发结论之后，申请内容或材料有改动",
        evidence=[
            (label_of(n), f"{in_words(n, then.get(n))} ｜ {in_words(n, current[n])}") for n in names
        ]
        or [("改动", "材料或其他机制申报")],
    )


def checks_of(project: Project) -> list[Check]:
    """For the reviewer: conditions, the validator's conclusion, then the flags with what was said."""
    if project.state in (State.REGISTERED, State.DEREGISTERED):
        return [_check(flag, None) for flag in duplicate_flags(project)]
    found = [Check("fail", f"没有填写：{label}") for label in missing_of(project)]
    found += [Check("fail", each.zh, each.sentence.rule or "") for each in objections_to(project)]
    if not found:
        found = [Check("ok", "申请条件逐项符合", "R-PROJECT-01")]
    found += _conclusion(project)
    said = {each.flag: each for each in project.explanations.all()}
    flags = _read_flags(project)
    found += [_check(flag, said.get(flag.key)) for flag in flags]
    return found if flags else [*found, Check("ok", "没有发现与其他项目重复或在其他机制申报")]


def _conclusion(project: Project) -> list[Check]:
    signed = signed_engagement(project)
    if signed is None:
        return []
    level = "ok" if signed.conclusion == Conclusion.POSITIVE else "fail"
    text = f"{signed.organisation} 的审定结论：{signed.get_conclusion_display()}"
    rows = [("签发人", signed.signed_by), ("结论说明", signed.statement)]
    return [Check(level, text, "R-VVB-01", rows)]


def _check(flag: Flag, said: Explanation | None) -> Check:
    if said is None:
        return Check(flag.level, flag.text, flag.rule, flag.evidence)
    words = f"{said.text}（{said.explained_by}，{said.explained_at:%Y-%m-%d}）"
    return Check("note", flag.text, flag.rule, [*flag.evidence, ("说明", words)])


def to_explain(project: Project) -> list[Flag]:
    """Flags that words may remove and that nobody explained yet."""
    if project.state == State.DRAFT:
        return []
    said = set(project.explanations.values_list("flag", flat=True))
    return [f for f in _read_flags(project) if f.explainable and f.key not in said]


def explain(taking: Taking, flag: str, text: str) -> None:
    """Keep why ``flag`` does not stand against registering. Raises ``flag_unknown``."""
    found = next((each for each in to_explain(taking.case) if each.key == flag), None)
    if found is None:
        raise CodedError(ProjectCode.FLAG_UNKNOWN)
    Explanation.objects.create(
        project=taking.case, flag=flag, text=text, explained_by_id=taking.actor.user_id,
        explained_by=taking.actor.name,
    )  # fmt: skip
    taking.detail |= {"flag": found.text, "text": text}


def require_explained(project: Project) -> None:
    """Raises ``flag_unexplained`` while a flag of the level ``fail`` is not explained."""
    said = set(project.explanations.values_list("flag", flat=True))
    still = [f.text for f in flags_of(project) if f.level == "fail" and f.key not in said]
    if still:
        raise CodedError(ProjectCode.FLAG_UNEXPLAINED, flags="；".join(still))
