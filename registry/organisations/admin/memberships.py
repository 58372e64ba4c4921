"""Who acts for which organisation: add a member, change the role, end the membership."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from governance.audit.admin_base import DocumentAdmin
from governance.identity.admin_acts import Act
from governance.identity.staff_admin import ServiceForm
from governance.identity.web import request_actor
from registry.organisations.admin.rights import READERS, WRITERS, district_only
from registry.organisations.models import Membership
from registry.organisations.selectors.search import memberships_having
from registry.organisations.services.memberships import (
    add_membership,
    change_membership,
    end_membership,
)

STATUSES = {"pending": "待生效", "active": "有效", "ended": "已终止"}


class MembershipForm(ServiceForm):
    refusal_fields = {
        "member_exists": "user",
        "user_inactive": "user",
        "organisation_closed": "organisation",
        "membership_period": "valid_to",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "valid_from" in self.fields:
            self.fields["valid_from"].required = False
            self.fields["valid_from"].help_text = "留空表示立即生效"


@admin.register(Membership)
class MembershipAdmin(DocumentAdmin):
    view_roles = READERS
    write_roles = WRITERS
    form = MembershipForm
    list_display = ["organisation", "user", "role", "status_shown", "valid_from", "valid_to"]
    list_filter = ["role"]
    list_select_related = ["organisation", "user"]
    search_fields = ["organisation__name_zh"]
    search_help_text = "按单位名称或代码、用户姓名或用户名中的任意一段查找"
    empty_hint = "由经办或复核人员点击“增加单位成员”，写明谁为哪个单位办理。"
    autocomplete_fields = ["organisation", "user"]
    fields = ["organisation", "user", "role", "valid_from", "valid_to", "reason"]
    acts = (
        Act(
            name="end",
            label="终止成员关系",
            roles=WRITERS,
            perform=lambda actor, found, data: end_membership(
                actor=actor, reason=data["reason"], membership=found.pk
            ),
            offered=lambda found: found.status != "ended",
            warning="终止后立即失去为该单位办理的权限，记录保留。",
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        ended = obj is not None and obj.status == "ended"
        return not ended and super().has_change_permission(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"valid_from": None, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        settled = ["organisation", "user", "valid_from", "valid_to"] if obj else []
        return [*super().get_readonly_fields(request, obj), *settled]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Membership], search_term: str
    ) -> tuple[QuerySet[Membership], bool]:
        return memberships_having(queryset, search_term), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        memberships = super().get_queryset(request)
        district = district_only(request)
        if district is None:
            return memberships
        return memberships.filter(organisation__district_id=district)

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Membership:
        actor, reason = request_actor(request), data["reason"]
        if obj is not None:
            return change_membership(
                actor=actor, reason=reason, membership=obj.pk, role=data["role"]
            )
        return add_membership(
            actor=actor,
            reason=reason,
            organisation=data["organisation"].pk,
            user=data["user"],
            role=data["role"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )

    @admin.display(description="状态")
    def status_shown(self, membership: Membership) -> str:
        return STATUSES[membership.status]
