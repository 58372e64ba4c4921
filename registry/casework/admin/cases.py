"""The list of cases: what a clerk works from all day."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, OrderBy, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from core import clock
from governance.audit.approvals.admin.lent import lent
from governance.audit.approvals.admin.queue import rights
from governance.identity.list_dressing import DressedList
from governance.identity.models import User
from governance.identity.staff_admin import RoleGated
from governance.identity.web import request_actor
from governance.rulebook.calendar.selectors import work_calendar
from registry.casework.admin.access import READERS
from registry.casework.admin.assigning import AssignPages
from registry.casework.admin.desk import DeskPages
from registry.casework.admin.dossier import DossierPages
from registry.casework.admin.filters import FILTERS
from registry.casework.admin.papers import PaperPages
from registry.casework.admin.review import ReviewPages
from registry.casework.admin.stepping import StepPages
from registry.casework.models import Case
from registry.casework.selectors.due import due
from registry.casework.selectors.naming import kind_name, known_kinds, state_name
from registry.casework.selectors.search import cases_having
from registry.casework.selectors.visible import submitted_cases, visible_cases
from registry.organisations.models import District, Organisation


def named(rows: QuerySet[Case]) -> QuerySet[Case]:
    """With the names that a line shows: looked up for the lines of the page only, where a join would be
    made for every case that was found."""
    return rows.annotate(
        applicant_name=_name(Organisation, "applicant_id", "name_zh"),
        district_name=_name(District, "district_id", "name_zh"),
        handler_name=_name(User, "handler_id", "real_name"),
    )


def _name(model: Any, key: str, field: str) -> Subquery:
    return Subquery(model.objects.filter(pk=OuterRef(key)).order_by().values(field))


def _page_of(case: Case) -> str:
    return f"{case.pk}/change/"  # from the list's own address


class Nearest(F):
    """In either direction those without a day come last."""

    def desc(self, **kwargs: Any) -> OrderBy:
        return super().desc(nulls_last=True)


@admin.register(Case)
class CaseAdmin(
    AssignPages, DeskPages, ReviewPages, StepPages, PaperPages, DossierPages, RoleGated
):
    view_roles = frozenset(READERS)
    change_list_template = "admin/casework/change_list.html"
    list_display = [
        *(
            "number_shown",
            "title_shown",
            "kind_shown",
            "state_shown",
            "due_shown",
            "applicant_shown",
        ),
        *("district_shown", "handler_shown", "since_shown"),
    ]
    list_display_links = None  # they are our own: Django resolves every address anew for each row
    list_filter = FILTERS
    search_fields = ["number", "title"]
    search_help_text = "按编号、名称或申请单位中的任意一段查找；多词用空格隔开"
    empty_hint = "申请单位提交申请后，会出现在这里。"
    sortable_by = ["number_shown", "due_shown", "since_shown"]  # each has its index
    ordering = ["-created_at", "-uuid"]
    list_per_page = 50
    list_max_show_all = 0

    class Media:
        css = {"all": ["casework/admin.css"]}

    def get_urls(self) -> list[URLPattern]:
        """Only pages of our own: nothing of a case is added, changed or deleted by a form."""
        lists = {"": self.changelist_view, "export/": self.export_view}
        names = {"": "changelist", "export/": "export"}
        pages = [
            path(each, self.admin_site.admin_view(view), name=f"casework_case_{names[each]}")
            for each, view in lists.items()
        ]
        return [*pages, *(pattern for pages in self.case_urls() for pattern in pages)]

    def case_urls(self) -> list[list[URLPattern]]:
        return [
            self.assign_urls(), self.desk_urls(), self.review_urls(), self.step_urls(),
            self.paper_urls(), self.dossier_urls(),
        ]  # fmt: skip

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also for those who only stand in for somebody."""
        if super().has_view_permission(request, obj):
            return True
        user = request.user
        return user.is_active and user.is_staff and any(r in READERS for r, _ in rights(request))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        everything = getattr(request.user, "looks_at_everything", False)
        actor = request_actor(request)
        rows = submitted_cases() if everything else visible_cases(actor, lent(request))
        return named(rows.filter(kind__in=known_kinds())).order_by(*self.ordering)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DressedList

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "办件", **(extra_context or {})})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        return cases_having(queryset, search_term), False

    def dress(self, rows: list[Any]) -> None:
        """How long there is left until each is due, by one reading of the calendar."""
        calendar, today = work_calendar(), clock.today()
        for row in rows:
            row.due = row.due_on and due(
                row.due_on, provisional=row.due_provisional, calendar=calendar, today=today
            )

    @admin.display(description="")
    def action_checkbox(self, case: Case) -> SafeString:
        """Django's own, without making a widget for each row."""
        return format_html(
            '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="选择 {}">',
            ACTION_CHECKBOX_NAME, case.pk, case.number,
        )  # fmt: skip

    @admin.display(description="编号", ordering="number")
    def number_shown(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', _page_of(case), case.number or "（草稿）")

    @admin.display(description="名称")
    def title_shown(self, case: Case) -> str:
        return format_html('<a href="{}">{}</a>', _page_of(case), case.title)

    @admin.display(description="类别")
    def kind_shown(self, case: Case) -> str:
        return kind_name(case.kind)

    @admin.display(description="状态")
    def state_shown(self, case: Case) -> str:
        return state_name(case.kind, case.state)

    @admin.display(description="申请单位")
    def applicant_shown(self, case: Any) -> str:
        return case.applicant_name

    @admin.display(description="所在区县")
    def district_shown(self, case: Any) -> str:
        return case.district_name or "—"

    @admin.display(description="承办人")
    def handler_shown(self, case: Any) -> str:
        return case.handler_name or "—"

    @admin.display(description="状态自", ordering="since")
    def since_shown(self, case: Case) -> str:
        return f"{localtime(case.since):%Y-%m-%d}"

    @admin.display(description="期限", ordering=Nearest("due_on"))
    def due_shown(self, case: Any) -> str:
        if not case.due:
            return "—"
        return format_html(
            '{}<br><span class="left {}">{}{}</span>',
            f"{case.due.on:%Y-%m-%d}", case.due.level, case.due.words,
            "（暂定）" if case.due.provisional else "",
        )  # fmt: skip
