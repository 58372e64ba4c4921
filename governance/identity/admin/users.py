"""Accounts of people, kept by the system administrator. What a person may do is not decided here:
roles are granted under 角色授权."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from governance.identity.models import User
from governance.identity.roles import ADMINISTRATORS, Role
from governance.identity.staff_admin import RoleGated

admin.site.unregister(Group)  # rights hang on roles; groups would be a second way


@admin.register(User)
class UserAdmin(RoleGated, DjangoUserAdmin):
    view_roles = ADMINISTRATORS | {Role.MAKER, Role.CHECKER}  # who choose members among them
    write_roles = frozenset({Role.SYSTEM_ADMIN})
    list_display = ["username", "real_name", "roles_now", "district_code", "is_staff", "is_active"]
    list_filter = ["is_active", "is_staff", "role_grants__role"]
    search_fields = ["username", "real_name", "phone"]
    ordering = ["username"]
    filter_horizontal = ()
    readonly_fields = ["last_login", "date_joined", "roles_now"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人信息", {"fields": ["real_name", "phone", "email", "district_code"]}),
        ("登录", {"fields": ["is_active", "is_staff", "last_login", "date_joined"]}),
        ("角色", {"fields": ["roles_now"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "classes": ["wide"],
                "fields": [
                    "username",
                    "real_name",
                    "usable_password",
                    "password1",
                    "password2",
                    "phone",
                    "district_code",
                    "is_staff",
                ],
            },
        ),
    ]

    @admin.display(description="现有角色")
    def roles_now(self, user: User) -> str:
        return "、".join(
            grant.get_role_display() + (f"（{grant.programme}）" if grant.programme else "")
            for grant in user.role_grants.all()
            if grant.is_in_force
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).distinct().prefetch_related("role_grants")
