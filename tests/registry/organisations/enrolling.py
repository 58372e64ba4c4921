"""Applications for tests, made by the services."""

from __future__ import annotations

from typing import Any

from governance.audit.approvals.services.documents import Upload
from governance.identity.models import User
from governance.identity.selectors import actor_of
from registry.organisations.models import Enrolment, Organisation
from registry.organisations.services.enrolments import submit_enrolment
from tests.governance.people import make_user
from tests.registry.organisations.holders import make_uscc

PDF, PNG = b"%PDF-1.7 sample", b"\x89PNG\r\n\x1a\n sample"


def papers() -> dict[str, Upload]:
    return {
        "licence": Upload("营业执照.pdf", PDF),
        "authorisation": Upload("授权书.png", PNG),
    }


def apply_new(user: User | None = None, *, ip: str = "198.51.100.9", **given: Any) -> Enrolment:
    """An application to enrol a new organisation."""
    asked = {
        "aim": "new",
        "uscc": make_uscc(),
        "reason": "本公司委托",
        "papers": papers(),
        "name_zh": "北京新申请有限公司",
        "kinds": ["project_owner"],
        "district_code": "110112",
    }
    return submit_enrolment(actor=actor_of(user or make_user(), ip=ip), **asked | given)


def apply_join(
    organisation: Organisation, user: User | None = None, *, ip: str = "198.51.100.9", **given: Any
) -> Enrolment:
    asked = {
        "aim": "join",
        "uscc": organisation.uscc,
        "reason": "财务部，负责对账",
        "papers": {},
    }
    return submit_enrolment(actor=actor_of(user or make_user(), ip=ip), **asked | given)
