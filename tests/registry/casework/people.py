"""People of a case for tests: an organisation with its 经办 and 复核, and drafts of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from core import clock
from governance.audit.recording import recording
from governance.identity.actor import Actor
from governance.identity.roles import Role
from governance.identity.selectors import actor_of
from methodologies.publishing.kind import METHODOLOGY
from methodologies.publishing.models import Methodology, MethodologyVersion
from registry.casework.models import Case, CaseFile, Event
from registry.casework.services.beginning import begin
from registry.organisations.models import MemberRole, Membership, Organisation
from registry.projects.kind import PROJECT
from registry.projects.models import Project
from tests.governance.people import make_actor, make_user
from tests.registry.organisations.holders import make_organisation

CLERK = Actor(user_id=0, name="测试")


@dataclass(frozen=True)
class Company:
    organisation: Organisation
    maker: Actor
    checker: Actor


def member_of(organisation: Organisation, role: str, name: str = "陈工") -> Actor:
    user = make_user(name)
    with recording(CLERK, "测试"):
        Membership.objects.create(
            user=user, organisation=organisation, role=role, invited_by=user, valid_from=clock.now()
        )
    return actor_of(user, ip="10.9.8.7")


def company(name: str = "青岚新能源有限公司", **details: Any) -> Company:
    organisation = make_organisation(name_zh=name, **details)
    return Company(
        organisation,
        member_of(organisation, MemberRole.MAKER, "周经办"),
        member_of(organisation, MemberRole.CHECKER, "吴复核"),
    )


def draft_version(owner: Company, programme: str = "BJ", code: str = "BJ-01") -> MethodologyVersion:
    """A methodology version without its review: a row to refer to."""
    methodology, _ = Methodology.objects.get_or_create(
        programme_id=programme, code=code,
        defaults={"name_zh": "测试方法学"},
    )  # fmt: skip
    return begin(
        actor=owner.maker, kind=METHODOLOGY, applicant=owner.organisation, title="测试方法学",
        programme_id=programme, methodology=methodology, version_code="V01",
    )  # fmt: skip


def draft_project(owner: Company, programme: str = "BJ", **fields: Any) -> Project:
    """A project that could be submitted, unless ``fields`` (``files``: categories of documents) say
    otherwise; its methodology is published without its review."""
    known = MethodologyVersion.objects.filter(programme_id=programme, methodology__code="BJ-01")
    version = fields.pop("methodology", None) or known.first() or draft_version(owner, programme)
    if version.state == "draft":
        publish(version)
    complete = {
        "title": "青岚一期光伏", "description": "屋顶光伏 5 MW", "additionality": "没有其他收益来源",
        "no_legal_duty": True, "outside_allowances": True, "not_claimed": True,
        "product_class": "能源替代", "address": "北京市通州区", "construction_from": dt.date(2021, 3, 1),
        "crediting_from": dt.date(2022, 1, 1), "crediting_to": dt.date(2028, 12, 31),
        "methodology": version, "district_id": owner.organisation.district_id,
    }  # fmt: skip
    files = fields.pop("files", ("application_form", "design", "ownership"))
    project = begin(
        actor=owner.maker, kind=PROJECT, applicant=owner.organisation, programme_id=programme,
        **(complete | fields),
    )  # fmt: skip
    for category in files:
        put_file(project, category, public=category == "design")
    return project


@transaction.atomic
def publish(version: MethodologyVersion) -> None:
    """Published without its review: whole, as the database wants it."""
    rows = MethodologyVersion.objects.filter(pk=version.pk)
    text, now = version.definition or "format = 1\n", clock.now()
    rows.update(definition=text, definition_sha256=hashlib.sha256(text.encode()).hexdigest())
    day = dt.date(2021, 1, 4)
    rows.update(
        proved_at=now, confirmed_at=now, confirmed_by="测试", published_on=day, effective_from=day
    )
    put_into(version, "submitted", "expert_review", "public_notice", "published")


def put_file(case: Case, category: str, **fields: Any) -> CaseFile:
    """A document in the case, without a step."""
    content = b"%PDF-1.7 " + category.encode()
    return CaseFile.objects.create(
        case_id=case.pk, category=category, name=f"{category}.pdf", content_type="application/pdf",
        size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest(), content=content,
        added_by_id=0, added_by_name="测试", **fields,
    )  # fmt: skip


@transaction.atomic
def put_into(case: Any, *states: str) -> None:
    """Walk the case through ``states`` with an event for each, past all checks: a shortcut to where
    the way is tested elsewhere."""
    before = Case.objects.get(pk=case.pk).state
    for state in states:
        Event.objects.create(
            case_id=case.pk, step="test", source=before, target=state, actor_id=0,
            actor_name="测试", party="maker", reason="测试",
        )  # fmt: skip
        number = Case.objects.get(pk=case.pk).number or f"T-{str(case.pk)[-12:]}"
        Case.objects.filter(pk=case.pk).update(state=state, number=number)
        before = state
    case.refresh_from_db()


def staff(role: Role, programme: str = "BJ") -> Actor:
    return make_actor(role, programme=programme)


def picture(case: Case) -> tuple[Any, ...]:
    """All that a refused step could have changed."""
    found = Case.objects.get(pk=case.pk)
    return (
        found.state, found.version, found.number, found.due_on, found.handler_id,
        list(found.events.values_list("step", "target")),
        list(found.clocks.values_list("name", "status", "due_on")),
        list(found.participants.values_list("part", "until")),
        found.files.count(), found.letters.count(), found.corrections.count(),
        list(found.notices.values_list("ended_at", "comments__answered_at")),
        found.messages.count(),
    )  # fmt: skip
