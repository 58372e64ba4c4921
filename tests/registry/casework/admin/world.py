"""Cases in the states that pages are tried in, and the bureau's people who look at them."""

from __future__ import annotations

from typing import Any

from django.test import Client
from django.urls import reverse

from governance.identity.roles import Role
from methodologies.publishing.models import MethodologyVersion
from registry.casework.models import Case
from registry.casework.services.taking import take
from tests.governance.pages import browser
from tests.governance.people import make_staff
from tests.registry.casework.people import Company, company, draft_project


def submitted(owner: Company | None = None, **fields: Any) -> Case:
    """A project that its organisation has submitted."""
    owner = owner or company()
    project = draft(owner, **fields)
    done: Case = take(actor=owner.checker, case=project.pk, step="submit", reason="材料齐备，报送")
    return done


def draft(owner: Company, **fields: Any) -> Case:
    """A draft by the one methodology of its programme."""
    known = MethodologyVersion.objects.filter(programme_id=fields.get("programme", "BJ")).first()
    project: Case = draft_project(owner, **({"methodology": known} | fields))
    return project


def clerk(*roles: Role, programme: str = "BJ", **fields: Any) -> Client:
    return browser(make_staff(*(roles or (Role.MAKER,)), programme=programme, **fields))


def url(name: str, *args: Any) -> str:
    return reverse(f"admin:casework_case_{name}", args=args)
