"""The queue 待复核: what waits for me, what I proposed, what was decided; late ones in red."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.timezone import localtime

from core import clock
from governance.audit.approvals import selectors
from governance.audit.approvals.admin.lent import lent
from governance.audit.approvals.admin.review import ReviewPages
from governance.audit.approvals.kinds import all_kinds
from governance.audit.approvals.models import Approval, Status
from governance.identity.roles import ADMINISTRATORS, STAFF
from governance.identity.staff_admin import RoleGated
from governance.identity.web import request_actor

SOON = dt.timedelta(days=3)


def rights(request: HttpRequest) -> selectors.Rights:
    """Of the person asking, own and lent; read once a request."""
    kept: selectors.Rights | None = getattr(request, "_approval_rights", None)
    if kept is None:
        kept = selectors.rights_of(request_actor(request), lent(request))
        request._approval_rights = kept  # type: ignore[attr-defined]
    return kept


class TurnFilter(admin.SimpleListFilter):
    """Whose turn it is. Without a choice everything pending is shown."""

    title = "范围"
    parameter_name = "turn"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("mine", "待我复核"),
            ("proposed", "我提出的"),
            ("late", "已超期未办结"),
            ("decided", "已办结"),
            ("all", "全部"),
        ]

    def choices(self, changelist: Any) -> Any:
        first, *others = super().choices(changelist)
        return [first | {"display": "全部待复核"}, *others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Approval]) -> QuerySet[Approval]:
        actor = request_actor(request)
        match self.value():
            case "mine":
                return queryset.filter(selectors.turn_of(actor, rights(request)))
            case "proposed":
                return queryset.filter(selectors.own(actor))
            case "late":
                return queryset.filter(status=Status.PENDING, expires_at__lt=clock.now())
            case "decided":
                return queryset.exclude(status=Status.PENDING)
            case "all":
                return queryset
        return queryset.filter(status=Status.PENDING)


class KindFilter(admin.SimpleListFilter):
    title = "事项"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(kind.code, kind.zh) for kind in all_kinds()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Approval]) -> QuerySet[Approval]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Approval)
class ApprovalAdmin(ReviewPages, RoleGated):
    view_roles = frozenset(STAFF | ADMINISTRATORS)
    change_list_template = "admin/approvals/approval/change_list.html"
    list_display = ["number", "what", "state", "term", "maker", "proposed"]
    list_display_links = ["number"]
    list_filter = [TurnFilter, KindFilter]
    search_fields = ["number", "title", "object_label", "maker_name", "reason"]
    search_help_text = "按复核单号、内容、对象、经办人或理由中的任意一段查找"
    ordering = ["-uuid"]
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    class Media:
        css = {"all": ["approvals/admin.css"]}

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/attachment/<uuid:attachment>/",
            self.admin_site.admin_view(self.attachment_view),
            name="approvals_approval_attachment",
        )
        return [page, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also for those who only stand in for somebody."""
        return super().has_view_permission(request, obj) or (
            request.user.is_active
            and request.user.is_staff
            and any(role in STAFF for role, _ in rights(request) - request_actor(request).grants)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Approval]:
        """Those of the programmes the person's roles reach, what they may decide, and their own."""
        found = super().get_queryset(request)
        seeing = self.view_roles
        scopes = {scope for role, scope in rights(request) if role in seeing}
        if getattr(request.user, "looks_at_everything", False) or "" in scopes:
            return found
        actor = request_actor(request)
        ours = selectors.turn_of(actor, rights(request)) | selectors.own(actor)
        return found.filter(Q(programme__in=scopes) | ours)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        actor = request_actor(request)
        pending = self.get_queryset(request).filter(status=Status.PENDING)
        counted = pending.aggregate(
            all=Count("pk"),
            mine=Count("pk", filter=selectors.turn_of(actor, rights(request))),
            proposed=Count("pk", filter=selectors.own(actor)),
            late=Count("pk", filter=Q(expires_at__lt=clock.now())),
        )
        counts = [
            ("", "全部待复核", counted["all"], False),
            ("mine", "待我复核", counted["mine"], False),
            ("proposed", "我提出、待复核", counted["proposed"], False),
            ("late", "已超期", counted["late"], True),
        ]
        context = {"counts": counts, "turn": request.GET.get("turn", ""), "title": "复核"}
        return super().changelist_view(request, context | (extra_context or {}))

    @admin.display(description="事项与内容")
    def what(self, approval: Approval) -> str:
        return approval.title

    @admin.display(description="经办人")
    def maker(self, approval: Approval) -> str:
        instead = f"（代{approval.maker_for_name}）" if approval.maker_for_name else ""
        return f"{approval.maker_name}{instead}"

    @admin.display(description="提出时间", ordering="uuid")
    def proposed(self, approval: Approval) -> str:
        return f"{localtime(approval.proposed_at):%Y-%m-%d}"

    @admin.display(description="复核期限", ordering="expires_at")
    def term(self, approval: Approval) -> str:
        return term(approval)

    @admin.display(description="状态")
    def state(self, approval: Approval) -> str:
        by = f"（{approval.decider_name}）" if approval.decider_name else ""
        return format_html(
            '<span class="state {}">{}</span>{}',
            approval.status,
            approval.get_status_display(),
            by,
        )


def term(approval: Approval) -> str:
    """The last moment for deciding: red when past, marked when near; plain once decided."""
    shown = f"{localtime(approval.expires_at):%Y-%m-%d}"
    if approval.overdue:
        return format_html('<strong class="late">{}<br>已超期</strong>', shown)
    near = approval.status == Status.PENDING and approval.expires_at - clock.now() < SOON
    return format_html('<span class="soon">{}<br>将到期</span>', shown) if near else shown
