"""The review page of a case: on the left what was applied for, on the right where it stands, what the
system found, what was said about it, and what this person can do now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from core import clock
from governance.audit.approvals.models import Approval, Status
from governance.audit.approvals.selectors import about
from governance.identity.roles import ADMINISTRATORS, STAFF
from governance.identity.web import request_actor
from registry.casework.admin.access import Met, calendar_of, case_page, meet
from registry.casework.kinds import Section, Step
from registry.casework.models import Clock, Participant
from registry.casework.parties import BUREAU
from registry.casework.selectors.clock_names import clock_name
from registry.casework.selectors.due import due
from registry.casework.selectors.naming import NAMED_FOR, step_of
from registry.casework.selectors.progress import is_closed, onward, stages
from registry.casework.selectors.record import as_read_by, entered, lines_of
from registry.casework.selectors.steps import offered_steps
from registry.casework.selectors.versions import content_rows, long_changes, versions_of
from registry.casework.services.assigning import ASSIGN

ANSWER_COMMENT = "answer_comment"  # the step that a comment's button opens, where a kind has it
APART = {ANSWER_COMMENT, ASSIGN.code}  # shown where they belong, not among the buttons
VERSIONS, APPROVALS = 10, 10


@dataclass(frozen=True, slots=True)
class Button:
    step: Step
    label: str
    url: str


def button_of(case: Any, step: Step) -> Button:
    label = f"提出{step.zh}" if step.second else step.zh
    return Button(step, label, case_page(case, "step", step.code))


def buttons_of(met: Met, offered: Sequence[Step]) -> list[Button]:
    """What carries the case on comes first."""
    on = onward(met.kind, met.case.state)
    steps = sorted((s for s in offered if s.code not in APART), key=lambda s: s.move not in on)
    return [button_of(met.case, step) for step in steps]


class ReviewPages(admin.ModelAdmin):
    def review_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<uuid:object_id>/change/", view(self.change_view), name="casework_case_change"),
            path("<uuid:case>/record/", view(self.record_view), name="casework_case_record"),
            path("<uuid:case>/comments/", view(self.comments_view), name="casework_case_comments"),
            path("<uuid:case>/versions/", view(self.versions_view), name="casework_case_versions"),
        ]

    def change_view(
        self, request: HttpRequest, object_id: UUID | str, form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:  # fmt: skip
        """For looking: whatever is sent here is refused."""
        if request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        met = meet(request, UUID(str(object_id)), papers=True)
        context = self.frame(request, met) | review_context(request, met)
        return TemplateResponse(request, "admin/casework/review.html", context)

    def record_view(self, request: HttpRequest, case: UUID) -> HttpResponse:
        """The record from the beginning, a page at a time."""
        met, asked = meet(request, case), request.GET.get("p", "1")
        page = int(asked) if asked.isdecimal() and 0 < int(asked[:6]) == int(asked) else 1
        lines, older = lines_of(met.case, page=page)
        lines = as_read_by(lines, met.reads_as, request_actor(request).user_id)
        context = self.frame(request, met) | {
            "lines": lines, "page": page, "older": older, "subtitle": "办理记录",
        }  # fmt: skip
        return TemplateResponse(request, "admin/casework/record.html", context)

    def comments_view(self, request: HttpRequest, case: UUID) -> HttpResponse:
        """Everything that was said in public, with its answers."""
        met = meet(request, case, papers=True)
        assert met.papers is not None
        context = self.frame(request, met) | {
            "notices": met.papers.notices, "answering": answers(met), "subtitle": "公示意见",
        }  # fmt: skip
        return TemplateResponse(request, "admin/casework/comments.html", context)

    def versions_view(self, request: HttpRequest, case: UUID) -> HttpResponse:
        met = meet(request, case)
        found = [long_changes(met.case, each) for each in versions_of(met.case, limit=200)]
        context = self.frame(request, met) | {"versions": found, "subtitle": "历次修改"}
        return TemplateResponse(request, "admin/casework/versions.html", context)

    def frame(self, request: HttpRequest, met: Met) -> dict[str, Any]:
        """What every page about one case shows above its content."""
        return self.admin_site.each_context(request) | {
            "title": str(met.case),
            "opts": self.opts,
            "media": self.media,
            "case": met.case,
            "kind": met.kind,
            "back": case_page(met.case),
        }


def review_context(request: HttpRequest, met: Met) -> dict[str, Any]:
    assert met.papers is not None
    case, kind = met.case, met.kind
    every, older = lines_of(case)
    lines = as_read_by(every, met.reads_as, request_actor(request).user_id)
    closed = is_closed(kind, case.state)
    offered = offered_steps(case, met.standing)
    approvals = about(case.pk, limit=APPROVALS) if met.inside else []
    return papers_context(request, met) | {
        "closed": closed,
        "stages": stages(kind, case.state, entered(every)),
        "buttons": buttons_of(met, offered),
        "answering": any(step.code == ANSWER_COMMENT for step in offered),
        "whose": whose_turn(met),
        "assign_url": "" if closed else _assign_url(met, offered),
        "lines": lines,
        "older": older,
        "opinions": [line for line in lines if line.opinion],
        "versions": versions_of(case, limit=VERSIONS),
        "pending": [each for each in approvals if each.status == Status.PENDING],
        "decided": [each for each in approvals if each.status != Status.PENDING],
        "opens_approvals": _opens_approvals(request),
    }


def participant_name(met: Met, each: Any) -> str:
    """Experts stay unnamed but to the bureau."""
    if each.part == Participant.As.EXPERT and not met.reads_as & NAMED_FOR:
        return "（不显示姓名）"
    return each.organisation_name or each.user_name


def answers(met: Met) -> bool:
    """Whether this person can answer comments now."""
    return any(step.code == ANSWER_COMMENT for step in offered_steps(met.case, met.standing))


def papers_context(request: HttpRequest, met: Met) -> dict[str, Any]:
    """What the review page and the dossier both show."""
    assert met.papers is not None
    checks = list(met.kind.checks(met.case))
    return {
        "sections": sections_of(met),
        "checks": checks,
        "counted": [(level, sum(c.level == level for c in checks)) for level in LEVELS],
        "papers": met.papers,
        "said": list(met.kind.opinions(met.case, met.reads_as)),
        "participants": [(each, participant_name(met, each)) for each in met.papers.participants],
        "files": [(met.kind.categories.get(p.file.category, p.file.category), p)
                  for p in met.papers.files],
        "clocks": [_clock(request, each) for each in met.papers.clocks],
    }  # fmt: skip


LEVELS = ("fail", "warn", "note", "ok")


def sections_of(met: Met) -> Sequence[Section]:
    """What the kind shows of the application; its fields as they are where it says nothing."""
    return list(met.kind.sections(met.case)) or [Section("申请内容", content_rows(met.case))]


def whose_turn(met: Met) -> str:
    return "、".join(party.zh for party in sorted(met.kind.turn.get(met.case.state, ())))


def _clock(request: HttpRequest, each: Clock) -> dict[str, Any]:
    running = each.status == Clock.Status.RUNNING
    left = due(
        each.due_on, provisional=each.provisional, calendar=calendar_of(request),
        today=clock.today(),
    ) if running else None  # fmt: skip
    return {"clock": each, "name": clock_name(each), "due": left}


def _assign_url(met: Met, offered: Sequence[Step]) -> str:
    """By the kind's own step, where it has one."""
    own = ASSIGN.code in met.kind.steps
    if not (any(s.code == ASSIGN.code for s in offered) if own else met.standing.parties & BUREAU):
        return ""
    return f"{reverse('admin:casework_case_assign')}?{urlencode({'case': met.case.pk})}"


def _opens_approvals(request: HttpRequest) -> bool:
    everything = getattr(request.user, "looks_at_everything", False)
    return everything or request_actor(request).may(*STAFF, *ADMINISTRATORS)


def step_title(approval: Approval) -> str:
    kind, _, code = approval.kind.partition(".")
    step = step_of(kind, code)
    return step.zh if step else approval.title
