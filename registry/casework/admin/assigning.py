"""Giving cases to a handler: from the list for many, from the review page for one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from core.errors import CodedError
from governance.audit.approvals.admin.queue import rights
from governance.identity.admin_acts import ReasonForm
from governance.identity.refusing import note
from governance.identity.roles import STAFF
from governance.identity.staff_admin import sentence
from governance.identity.web import request_actor
from registry.casework.admin.access import case_page
from registry.casework.models import Case
from registry.casework.selectors.handlers import handlers_for, with_load
from registry.casework.selectors.naming import state_name
from registry.casework.services.assigning import LIMIT, assign

SHOWN = 20


class AssignForm(ReasonForm):
    """``cases`` say which programmes the handler's role must reach."""

    required_css_class = "required"
    handler = forms.TypedChoiceField(label="承办人", coerce=int, empty_value=None, required=False)
    field_order = ["handler", "reason"]

    def __init__(self, *args: Any, cases: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = with_load(handlers_for({case.programme_id for case in cases}))
        self.fields["handler"].choices = [  # type: ignore[attr-defined]
            ("", "不指定（收回）"),
            *((p.pk, f"{p.get_full_name()}（{p.username}）· 在办 {p.load} 件") for p in people),
        ]


class AssignPages(admin.ModelAdmin):
    actions = ["assign_selected"]

    def assign_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.assign_view)
        return [path("assign/", view, name="casework_case_assign")]

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return any(role in STAFF for role, _ in rights(request))

    @admin.action(description="指定承办人", permissions=["assign"])
    def assign_selected(self, request: HttpRequest, queryset: QuerySet[Case]) -> Any:
        cases = list(queryset.select_related("applicant", "handler")[: LIMIT + 1])
        if len(cases) > LIMIT:
            text = f"一次至多指定 {LIMIT} 件。请先筛选，再分批选择。"
            self.message_user(request, text, messages.ERROR)
            return None
        return self._assign_page(request, cases, self._fresh(request, cases))

    def assign_view(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_view_permission(request) and self.has_assign_permission(request)):
            raise PermissionDenied
        given = request.POST if request.method == "POST" else request.GET
        cases = self._named(request, given.getlist("case"))
        if request.method != "POST":
            return self._assign_page(request, cases, self._fresh(request, cases))
        form = AssignForm(request.POST, cases=cases)
        if form.is_valid():
            try:
                changed = assign(
                    actor=request_actor(request), cases=[case.pk for case in cases],
                    handler=form.cleaned_data["handler"], reason=form.cleaned_data["reason"],
                )  # fmt: skip
            except CodedError as refusal:
                note(request, refusal, "、".join(map(str, cases[:3])))
                form.add_error(None, sentence(refusal))
            else:
                messages.success(request, f"已办理：{changed} 件的承办人有变化。")
                return HttpResponseRedirect(self._back(cases))
        return self._assign_page(request, cases, form)

    def _fresh(self, request: HttpRequest, cases: Sequence[Case]) -> AssignForm:
        return AssignForm(cases=cases, initial={"handler": request_actor(request).user_id})

    def _named(self, request: HttpRequest, keys: Sequence[str]) -> list[Case]:
        """The cases of a hand-made address too are only those the person sees."""
        try:
            wanted = {UUID(key) for key in keys[: LIMIT + 1]}
        except (ValueError, ValidationError):
            raise Http404 from None
        rows = self.get_queryset(request).select_related("applicant", "handler")
        found = list(rows.filter(pk__in=wanted))
        if not found or len(found) != len(wanted):
            raise Http404
        return found

    def _back(self, cases: Sequence[Case]) -> str:
        if len(cases) == 1:
            return case_page(cases[0])
        return reverse("admin:casework_case_changelist")

    def _assign_page(
        self, request: HttpRequest, cases: Sequence[Case], form: AssignForm
    ) -> HttpResponse:
        shown = [(case, state_name(case.kind, case.state)) for case in cases[:SHOWN]]
        context = self.admin_site.each_context(request) | {
            "title": f"指定承办人：{len(cases)} 件",
            "opts": self.opts,
            "media": self.media,
            "cases": cases,
            "shown": shown,
            "more": len(cases) - len(shown),
            "form": form,
            "url": reverse("admin:casework_case_assign"),
            "back": self._back(cases),
        }
        return TemplateResponse(request, "admin/casework/assign.html", context)
