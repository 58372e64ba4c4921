"""The queue of applications: what the applicant sent, their papers, accept or refuse with a reason."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Q, QuerySet, Value, When
from django.http import FileResponse, Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html_join

from governance.audit.admin_base import DocumentAdmin
from governance.identity.admin_acts import Act, ReasonForm
from governance.identity.roles import Role
from registry.organisations.admin.rights import READERS, WRITERS, district_only
from registry.organisations.models import (
    Enrolment,
    EnrolmentAim,
    EnrolmentPaper,
    EnrolmentStatus,
    MemberRole,
)
from registry.organisations.services.enrolment_decisions import accept_enrolment, refuse_enrolment

WAITING_FIRST = Case(When(status=EnrolmentStatus.SUBMITTED, then=Value(0)), default=Value(1))
PAPER_URL = "organisations_enrolment_paper"


class AcceptForm(ReasonForm):
    """Of who joins, the role is chosen; the first of a new organisation is its 管理员."""

    wants_object = True
    role = forms.ChoiceField(label="成员角色", choices=MemberRole.choices)

    def __init__(self, *args: Any, obj: Enrolment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if obj.aim == EnrolmentAim.NEW:
            del self.fields["role"]


@admin.register(Enrolment)
class EnrolmentAdmin(DocumentAdmin):
    view_roles = READERS - {Role.SUPERVISOR}
    list_display = ["shown_name", "status", "aim", "applicant", "uscc", "submitted_at"]
    list_filter = ["status", "aim"]
    list_select_related = ["applicant", "organisation"]
    ordering = [WAITING_FIRST, "-submitted_at"]
    list_per_page = 50
    search_fields = ["uscc", "name_zh", "applicant__real_name", "applicant__username"]
    search_help_text = "按单位名称或代码、申请人姓名或用户名中的任意一段查找"
    empty_hint = "单位用户在门户注册后，申请会出现在这里。"
    fieldsets = [
        (None, {"fields": ["aim", "status", "submitted_at", "uscc", "organisation"]}),
        ("申请人", {"fields": ["applicant", "applicant_phone", "applicant_email"]}),
        ("拟登记的单位", {"fields": ["name_zh", "name_en", "kinds_shown", "district", "address"]}),
        ("联系方式", {"fields": ["contact_name", "contact_phone", "contact_email"]}),
        ("材料", {"fields": ["papers_shown"]}),
    ]
    acts = (
        Act(
            name="accept",
            label="通过",
            roles=WRITERS,
            form=AcceptForm,
            perform=lambda actor, found, data: accept_enrolment(
                actor=actor,
                reason=data["reason"],
                enrolment=found.pk,
                role=data.get("role", MemberRole.ADMIN),
            ),
            offered=lambda found: found.status == EnrolmentStatus.SUBMITTED,
            warning="请先核对营业执照、授权书与填写内容一致。登记新单位的，通过后即登记该单位，"
            "申请人成为其首名管理员。",
        ),
        Act(
            name="refuse",
            label="不予通过",
            roles=WRITERS,
            perform=lambda actor, found, data: refuse_enrolment(
                actor=actor, reason=data["reason"], enrolment=found.pk
            ),
            offered=lambda found: found.status == EnrolmentStatus.SUBMITTED,
            warning="申请人会看到下面填写的理由，请写明要补正什么。",
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [field for _, options in self.fieldsets for field in options["fields"]]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who joins sends nothing about the organisation."""
        joins = obj is not None and obj.aim == EnrolmentAim.JOIN
        about = ("拟登记的单位", "联系方式")
        return [each for each in self.fieldsets if not (joins and each[0] in about)]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Enrolment]:
        enrolments = super().get_queryset(request)
        district = district_only(request)
        if district is None:
            return enrolments
        joined = Q(aim=EnrolmentAim.JOIN, organisation__district_id=district)
        return enrolments.filter(Q(district_id=district) | joined)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.paper_view)
        address = "<uuid:enrolment>/paper/<uuid:paper>/"
        return [path(address, view, name=PAPER_URL), *super().get_urls()]

    def paper_view(self, request: HttpRequest, enrolment: UUID, paper: UUID) -> FileResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        seen = self.get_queryset(request).filter(uuid=enrolment)
        found = EnrolmentPaper.objects.filter(uuid=paper, enrolment__in=seen).first()
        if found is None:
            raise Http404
        return FileResponse(
            io.BytesIO(bytes(found.content)),
            as_attachment=True,
            filename=found.name,
            content_type=found.content_type,
        )

    @admin.display(description="单位")
    def shown_name(self, enrolment: Enrolment) -> str:
        return enrolment.name_zh or str(enrolment.organisation)

    @admin.display(description="电话")
    def applicant_phone(self, enrolment: Enrolment) -> str:
        return enrolment.applicant.phone

    @admin.display(description="电子邮箱")
    def applicant_email(self, enrolment: Enrolment) -> str:
        return enrolment.applicant.email

    @admin.display(description="类别")
    def kinds_shown(self, enrolment: Enrolment) -> str:
        return enrolment.kinds_zh()

    @admin.display(description="文件")
    def papers_shown(self, enrolment: Enrolment) -> str:
        papers = enrolment.papers.defer("content")
        address = f"admin:{PAPER_URL}"
        return (
            format_html_join(
                "",
                '<p>{}：<a href="{}">{}</a>（{} 字节）<br><small>SHA-256 {}</small></p>',
                (
                    (
                        each.get_kind_display(),
                        reverse(address, args=[enrolment.pk, each.pk]),
                        each.name,
                        f"{each.size_bytes:,}",
                        each.sha256,
                    )
                    for each in papers
                ),
            )
            or "没有上传文件"
        )
