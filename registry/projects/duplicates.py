"""The search for the same reductions claimed twice: other projects at the same place, of the same owner
or with the same equipment, and claims in other schemes. Evidence side by side, for the reviewer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import F, Func, Q, QuerySet

from governance.audit.approvals.kinds import Row
from registry.projects.content import label_of
from registry.projects.models import ElsewhereClaim, Project, State
from registry.projects.models.project import ENDED
from registry.projects.rules.distance import distance_m
from registry.projects.showing import in_words, title_of

NEAR_M = 500
# A box that holds every place within NEAR_M, for the index; 0.01 degrees of longitude are 500 m at 63°.
BOX = (Decimal("0.01"), Decimal("0.005"))
SHORTEST_ADDRESS = 6  # shorter ones name a district or a town, not a place
MOST = 20
COMPARED = (
    "address", "longitude", "latitude", "technology", "methodology", "equipment",
    "operation_from", "crediting_from", "crediting_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flag:
    """``key`` names what was found, for its explanation; ``explainable`` is false where a law of the
    database stands behind it."""

    key: str
    level: str
    text: str
    evidence: Sequence[Row] = ()
    rule: str = ""
    explainable: bool = True


def duplicate_flags(project: Project) -> list[Flag]:
    """Other projects first, the most alike first; then claims in other schemes."""
    key = place_key(project.address)
    found = [_compare(project, other, key) for other in _candidates(project, key)]
    order = {"fail": 0, "warn": 1, "note": 2}
    flags = sorted((each for each in found if each), key=lambda each: order[each.level])
    return [*flags, *(_claim_flag(project, claim) for claim in project.claims.all())]


def others_alive(project: Project) -> QuerySet[Project]:
    """Projects that are applied for, registered or were deregistered; others' drafts are nobody's
    business, and what was refused, withdrawn or lapsed claims nothing."""
    return Project.objects.exclude(pk=project.pk).exclude(state__in=[State.DRAFT, *ENDED])


def _candidates(project: Project, key: str) -> QuerySet[Project]:
    alike = Q(pk__in=[])
    if project.longitude is not None and project.latitude is not None:
        x, y = project.longitude, project.latitude
        alike |= Q(
            longitude__range=(x - BOX[0], x + BOX[0]), latitude__range=(y - BOX[1], y + BOX[1])
        )
    if key:
        alike |= Q(place=key)
    if project.equipment:
        alike |= Q(equipment__overlap=project.equipment)
    if project.technology:
        alike |= Q(applicant=project.applicant_id, technology=project.technology)
    others = others_alive(project).annotate(
        place=Func(F("address"), function="public.projects_place_key")
    )
    return others.filter(alike).select_related("applicant").order_by("number")[:MOST]


def place_key(address: str) -> str:
    """The address as it is compared: without blanks, signs and the city's name; empty when it is too
    short to name a place."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT public.projects_place_key(%s)", [address])
        (key,) = cursor.fetchone()
    return key if len(key) >= SHORTEST_ADDRESS else ""


def _compare(project: Project, other: Any, key: str) -> Flag | None:
    shared = sorted(set(project.equipment) & set(other.equipment))
    near = _nearness(project, other, key)
    overlap = _overlaps(project, other)
    same = bool(project.technology) and project.technology == other.technology
    owner = project.applicant_id == other.applicant_id
    alike = [
        f"设备编号相同：{'、'.join(shared)}" if shared else "",
        near,
        "计入期重叠" if overlap else "",
        "技术类型相同" if same else "",
        "同一业主" if owner else "",
    ]
    if not shared and not near and not (owner and same and overlap):
        return None
    return Flag(
        key=f"project:{other.pk}",
        level=_level(bool(shared), bool(near), overlap, same),
        text=f"与“{title_of(other)}”（{other.state_zh}）相似：{'；'.join(each for each in alike if each)}",
        evidence=_side_by_side(project, other),
        rule="R-PROJECT-01",
        explainable=not (shared and other.state == State.REGISTERED),
    )


def _level(shared: bool, near: bool, overlap: bool, same: bool) -> str:
    if shared or (near and overlap and same):
        return "fail"
    return "warn" if overlap else "note"


def _nearness(project: Project, other: Any, key: str) -> str:
    if None not in (project.longitude, project.latitude, other.longitude, other.latitude):
        apart = distance_m(
            (project.longitude, project.latitude),  # type: ignore[arg-type]
            (other.longitude, other.latitude),
        )
        if apart <= NEAR_M:
            return f"相距 {apart} 米"
    return "地址相同" if key and other.place == key else ""


def _overlaps(project: Project, other: Project) -> bool:
    """An end that is not given is open."""
    one, two = (
        (project.crediting_from, project.crediting_to),
        (other.crediting_from, other.crediting_to),
    )
    starts_late = one[0] and two[1] and two[1] < one[0]
    ends_early = one[1] and two[0] and one[1] < two[0]
    return not starts_late and not ends_early


def _side_by_side(project: Project, other: Project) -> list[Row]:
    rows: list[Row] = [("项目", f"{title_of(project)} ｜ {title_of(other)}")]
    rows.append(("业主", f"{project.applicant} ｜ {other.applicant}"))
    for name in COMPARED:
        values = [_shown(name, each) for each in (project, other)]
        rows.append((label_of(name), " ｜ ".join(values)))
    return rows


def _shown(name: str, project: Project) -> str:
    field: Any = Project._meta.get_field(name)
    return in_words(name, field.value_from_object(project))


def _claim_flag(project: Project, claim: ElsewhereClaim) -> Flag:
    crediting = project.crediting_from, project.crediting_to
    outside = (crediting[0] and claim.period_to < crediting[0]) or (
        crediting[1] and claim.period_from > crediting[1]
    )
    where = "所涉期间在计入期之外" if outside else "所涉期间与计入期重叠"
    return Flag(
        key=f"claim:{claim.pk}",
        level="note" if outside else "fail",
        text=f"已在其他机制申报：{claim}，{where}",
        evidence=[
            ("机制", claim.get_scheme_display()),
            ("登记编号", claim.reference),
            ("所涉期间", f"{claim.period_from} 至 {claim.period_to}"),
            ("项目计入期", f"{crediting[0] or '—'} 至 {crediting[1] or '—'}"),
            ("数量", f"{claim.quantity.normalize():f} {claim.unit}"),
            ("证明材料", claim.document.name if claim.document else "没有附上"),
        ],
        rule="R-PROJECT-01",
    )
