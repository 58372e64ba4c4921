"""Delegations: recorded and ended by the person on leave or by a security administrator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from governance.audit.approvals.models import Delegation
from governance.audit.approvals.services.delegations import delegate, end_delegation
from governance.identity.admin_acts import Act
from governance.identity.models import User
from governance.identity.roles import ADMINISTRATORS, STAFF, Role
from governance.identity.staff_admin import ServiceAdmin, ServiceForm
from governance.identity.web import request_actor


class DelegationForm(ServiceForm):
    refusal_fields = {
        "delegate_is_self": "taker",
        "separate_duties": "taker",
        "delegation_role": "role",
        "delegation_not_held": "role",
        "delegation_period": "valid_to",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("giver", "taker"):
            if isinstance(field := self.fields.get(name), ModelChoiceField):
                staff = User.objects.filter(is_active=True, is_staff=True)
                field.queryset = staff.filter(role_grants__role__in=STAFF).distinct()
        if "valid_from" in self.fields:
            self.fields["valid_from"].required = False
            self.fields["valid_from"].help_text = "留空表示立即生效"


@admin.register(Delegation)
class DelegationAdmin(ServiceAdmin):
    view_roles = frozenset(STAFF | ADMINISTRATORS)
    write_roles = frozenset(STAFF | {Role.SECURITY_ADMIN})
    form = DelegationForm
    list_display = [
        *("giver", "taker", "role", "scope", "in_force", "valid_from", "valid_to"),
        "recorded_by_name",
    ]
    list_filter = ["role", "programme"]
    list_select_related = ["giver", "taker"]
    search_fields = ["giver__real_name", "taker__real_name", "reason"]
    fields = ["giver", "taker", "role", "programme", "valid_from", "valid_to", "reason"]
    acts = (
        Act(
            name="end",
            label="终止委托",
            roles=frozenset(STAFF | {Role.SECURITY_ADMIN}),
            perform=lambda actor, row, data: end_delegation(
                actor=actor, delegation=row.uuid, reason=data["reason"]
            ),
            offered=lambda row: row.is_in_force and row.ended_by_id is None,
            warning="终止后立即生效，记录保留，不能恢复；需要时请重新登记。",
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A delegation is never edited: end it and record anew."""
        return False

    def offered_acts(self, request: HttpRequest, obj: Any) -> Iterable[Act]:
        return [a for a in super().offered_acts(request, obj) if self.may_act(request, a, obj)]

    def may_act(self, request: HttpRequest, act: Act, obj: Any) -> bool:
        actor = request_actor(request)
        return obj.giver_id == actor.user_id or actor.may(Role.SECURITY_ADMIN)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fields
        more = ["recorded_by_name", "recorded_at", "ended_by_name", "ended_reason"]
        return [*self.fields[:-1], "why", *more]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["why"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        own = {} if request_actor(request).may(Role.SECURITY_ADMIN) else {"giver": request.user.pk}
        return {"valid_from": None, **own, **super().get_changeform_initial_data(request)}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Business staff see their own; the administrators see all."""
        found = super().get_queryset(request)
        actor = request_actor(request)
        if request.user.is_superuser or actor.may(*ADMINISTRATORS):
            return found
        return found.filter(Q(giver_id=actor.user_id) | Q(taker_id=actor.user_id))

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Model:
        return delegate(
            actor=request_actor(request),
            giver=data["giver"],
            taker=data["taker"],
            role=data["role"],
            programme=data["programme"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            reason=data["reason"],
        )

    @admin.display(description="委托理由")
    def why(self, row: Delegation) -> str:
        return row.reason

    @admin.display(description="机制")
    def scope(self, row: Delegation) -> str:
        return row.programme or "全部机制"

    @admin.display(description="有效", boolean=True)
    def in_force(self, row: Delegation) -> bool:
        return row.is_in_force
