"""Accredited bodies for tests, and a shortcut to a state whose way there is tested elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.errors import CodedError
from governance.audit.approvals.services.documents import Upload
from governance.identity.roles import Role
from registry.casework.models import Case
from registry.casework.services.taking import take
from registry.organisations.models import Kind
from registry.projects.models import Project
from registry.vvb.models import Engagement, Finding
from registry.vvb.services.accreditations import accredit
from tests.registry.casework.people import Company, company, draft_project, picture, put_into, staff

PDF = Upload("报告.pdf", b"%PDF-1.7 test")
ALL = ["能源替代", "资源节约", "生态保护"]


def body(name: str = "中测审定核查有限公司", *, scopes: list[str] | None = None) -> Company:
    """An accredited body with its two people."""
    found = company(name, kinds=[Kind.VERIFIER])
    accredit(
        actor=staff(Role.MAKER), reason="按批准文件登记", organisation=found.organisation.pk,
        scopes=scopes or ALL, document="市监批〔2025〕3 号",
        valid_from=dt.date(2020, 1, 1), valid_to=dt.date(2090, 12, 31),
    )  # fmt: skip
    return found


def in_validation(owner: Company) -> Project:
    project = draft_project(owner, product_class="能源替代")
    put_into(project, "submitted", "public_notice", "validation")
    return project


def name(owner: Company, project: Project, chosen: Company, **more: Any) -> Any:
    given = {"actor": owner.checker, "step": "name_vvb", "reason": "按合同委托"} | more
    data = {"organisation": str(chosen.organisation.pk)}
    return take(case=project.pk, data=data, **given)


def vvb_picture() -> tuple[Any, ...]:
    """All of engagements and findings."""
    return list(Engagement.objects.order_by("pk").values()), list(
        Finding.objects.order_by("pk").values()
    )


def refused(code: str, project: Case, **args: Any) -> CodedError:
    before = picture(project), vvb_picture()
    with pytest.raises(CodedError) as caught:
        take(case=project.pk, **({"reason": "办理"} | args))
    assert caught.value.code == code
    assert (picture(project), vvb_picture()) == before
    return caught.value
