"""Which case a request is about, and as whom the person meets it; what is refused is a page too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from core.errors import CodedError
from governance.audit.approvals.admin.lent import lent
from governance.identity.refusing import note
from governance.identity.roles import STAFF, Role
from governance.identity.staff_admin import sentence
from governance.identity.web import request_actor
from governance.rulebook.calendar.selectors import work_calendar
from governance.rulebook.calendar.workdays import WorkCalendar
from registry.casework.kinds import CaseKind
from registry.casework.models import Case
from registry.casework.parties import BUREAU, Party
from registry.casework.parties import READERS as READING
from registry.casework.selectors.naming import known_kinds
from registry.casework.selectors.papers import Papers, papers_of, with_papers
from registry.casework.selectors.standing import Standing, standing_of
from registry.casework.selectors.visible import may_see

READERS = STAFF | {
    *(Role.AUDIT_ADMIN, Role.SUPERVISOR, Role.OPERATOR),
    *(Role.DISTRICT, Role.EXPERT),
}
TITLES = {403: "不能办理", 404: "没有这一页", 409: "现在不能办理"}


@dataclass(frozen=True, slots=True)
class Met:
    """A case as this person meets it. ``papers`` only where they were asked for."""

    case: Any
    kind: CaseKind
    standing: Standing
    papers: Papers | None = None

    @property
    def inside(self) -> bool:
        """Of the bureau, or watching over it: not somebody only invited, nor the applicant."""
        return bool(self.reads_as & (BUREAU | READING))

    @property
    def reads_as(self) -> frozenset[Party]:
        """As whom the person reads; a developer's superuser, who is no party, as an auditor."""
        return self.standing.parties or frozenset({Party.AUDITOR})


def meet(request: HttpRequest, uuid: UUID, *, papers: bool = False) -> Met:
    """The case, or 404 where the person may not see it."""
    rows = Case.objects.filter(pk=uuid, kind__in=known_kinds())
    base = (with_papers(rows) if papers else rows).first()
    if base is None:
        raise Http404
    kind = known_kinds()[base.kind]
    standing = standing_of(request_actor(request), base, lent(request))
    everything = getattr(request.user, "looks_at_everything", False)
    if not may_see(kind, base, standing.parties) and not (
        everything and base.state not in kind.hidden
    ):
        raise Http404
    wanted = {field.name for field in kind.model._meta.concrete_fields if field.many_to_one}
    case = kind.model._default_manager.select_related(*wanted, *kind.joins).get(pk=uuid)
    return Met(case, kind, standing, papers_of(base) if papers else None)


def calendar_of(request: HttpRequest) -> WorkCalendar:
    """Read once a request."""
    kept: WorkCalendar | None = getattr(request, "_work_calendar", None)
    if kept is None:
        kept = work_calendar()
        request._work_calendar = kept  # type: ignore[attr-defined]
    return kept


def case_page(case: Case, name: str = "change", *more: Any) -> str:
    return reverse(f"admin:casework_case_{name}", args=[case.pk, *more])


def refused(
    page: admin.ModelAdmin, request: HttpRequest, refusal: CodedError, case: Case | None = None
) -> HttpResponse:
    """A page that says what is wrong and what to do, with the status of the refusal."""
    note(request, refusal, case or "")
    status = refusal.sentence.status
    context = page.admin_site.each_context(request) | {
        "title": TITLES.get(status, "没有办理"),
        "opts": page.opts,
        "sentence": sentence(refusal),
        "case": case,
        "back": case_page(case) if case else reverse("admin:casework_case_changelist"),
    }
    return TemplateResponse(request, "admin/casework/refused.html", context, status=status)
