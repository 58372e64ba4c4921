"""The process that asks for the pages of cases: ``python -m benchmarks.desk.client``. Each page is asked for
as one of the people who work with it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from django.test import Client
from django.urls import reverse

from benchmarks.children import serve
from benchmarks.desk.world import HEAVY, REPORT
from benchmarks.pages import client  # sets Django up
from benchmarks.pages.named import one
from core import clock
from governance.audit.recording import recording
from governance.identity.models import RoleGrant, User
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from methodologies.publishing.models import Methodology, MethodologyVersion
from registry.casework.kinds import CaseKind, register
from registry.casework.services.beginning import begin
from registry.organisations.models import MemberRole, Membership, Organisation
from registry.projects.kind import PROJECT

register(
    replace(PROJECT, code=REPORT, zh="减排量报告（性能测试）", en="report (bench)", series="JL")
)
PEOPLE: dict[str, tuple[Role, str, str]] = {
    "bench.clerk": (Role.MAKER, "BJ", ""),
    "bench.approver": (Role.APPROVER, "", ""),
    "bench.district": (Role.DISTRICT, "BJ", "110112"),
    "bench.expert": (Role.EXPERT, "BJ", ""),
    "bench.supervisor": (Role.SUPERVISOR, "", ""),
}
WORDS = ("光伏", "青岚", "通州 余热", "BJ-JL-2026-0990", "绿色能源技术77有限公司", "绝无此词", "伏")
FILTERS = (
    "turn=mine", "turn=open", "turn=over", "kind=project", f"kind={REPORT}&state=submitted",
    "state=registered", "due=late", "due=soon", "due=week", "due=none", "handler=me", "handler=none",
    "programme=CD", "district=110112", "turn=mine&due=late&kind=project", "o=5", "o=-5", "o=4", "o=-9",
    "o=1", "p=40", "turn=mine&p=3",
)  # fmt: skip


def enter() -> dict[str, int]:
    """Everybody logged in, and what the world is copied from; the users' numbers."""
    client.enter()
    granter = User.objects.get(username="bench")
    for name, (role, programme, district) in PEOPLE.items():
        user, made = User.objects.get_or_create(
            username=name,
            defaults={"real_name": name, "is_staff": True, "district_code": district},
        )
        if made:
            RoleGrant.objects.create(
                user=user, role=role, programme=programme, reason="性能测试", granted_by=granter
            )
        client.browsers[name] = browser = Client(
            SERVER_NAME="127.0.0.1", raise_request_exception=False
        )
        browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    if not Organisation.objects.exists():
        _original(granter)
    return dict(User.objects.values_list("username", "pk"))


def _original(user: User) -> None:
    """One organisation and one draft of it, through the services."""
    actor = actor_of(user)
    with recording(actor, "性能测试"):
        applicant = Organisation.objects.create(
            uscc="91110108MA00000000", name_zh="样本单位", kinds=["project_owner"]
        )
        Membership.objects.create(
            user=user, organisation=applicant, role=MemberRole.MAKER, invited_by=user,
            valid_from=clock.now(),
        )  # fmt: skip
    methodology = Methodology.objects.create(programme_id="BJ", code="BENCH-01", name_zh="样本")
    none: Any = {}
    stub = CaseKind(
        "methodology", "方法学", "methodology", MethodologyVersion, "FF", none, none, frozenset()
    )
    version = begin(
        actor=actor, kind=stub, applicant=applicant, title="样本方法学", programme_id="BJ",
        methodology=methodology, version_code="V01",
    )  # fmt: skip
    begin(
        actor=actor, kind=PROJECT, applicant=applicant, title="样本项目", programme_id="BJ",
        methodology=version, address="北京市通州区",
    )  # fmt: skip


def find() -> list[list[str]]:
    """(who, label, address) of every page to be measured."""
    lists, found = reverse("admin:casework_case_changelist"), []
    for who in ("bench.clerk", "bench.staff", *list(PEOPLE)[1:]):
        found += [
            [who, "first page", "/admin/"],
            [who, "desk", reverse("admin:casework_case_desk")],
        ]
        found += [[who, "list", lists], [who, "list turn=mine", f"{lists}?turn=mine"]]
        found += [[who, "list ?q=光伏", f"{lists}?q={quote('光伏')}"]]
    found += [["bench.clerk", f"list {each}", f"{lists}?{each}"] for each in FILTERS]
    found += [["bench.clerk", f"list ?q={each}", f"{lists}?q={quote(each)}"] for each in WORDS]
    for label, key in _cases().items():
        for name in ("change", "dossier", "versions", "record"):
            found.append(["bench.clerk", f"{name} ({label})", _page(name, key)])
    heavy = _cases()["heavy"]
    for who in list(PEOPLE)[1:]:
        found.append([who, "change (heavy)", _page("change", heavy)])
    found.append(["bench.clerk", "record, deep", f"{_page('record', heavy)}?p=90"])
    found.append(["bench.clerk", "assign", f"{reverse('admin:casework_case_assign')}?case={heavy}"])
    return found


def _page(name: str, key: str) -> str:
    return reverse(f"admin:casework_case_{name}", args=[key])


def _cases() -> dict[str, str]:
    return {
        label: str(one(f"SELECT md5('case/{n}')::uuid")[0])
        for label, n in {"heavy": HEAVY, "open": 102, "over": 251}.items()
    }


def measure(who: str, path: str, rounds: int, large: int) -> dict[str, Any]:
    """The page as this person sees it."""
    everybody = dict(client.browsers)
    client.browsers.clear()
    client.browsers[who] = everybody[who]
    try:
        return client.measure(path, rounds, large)
    finally:
        client.browsers.clear()
        client.browsers.update(everybody)


if __name__ == "__main__":
    serve({job.__name__: job for job in (enter, find, measure)})
