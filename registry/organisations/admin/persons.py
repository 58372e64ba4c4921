"""The bureau's list of natural persons. The full document number is typed, never shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from governance.audit.admin_base import DocumentAdmin
from governance.audit.trail.words import having
from governance.identity.staff_admin import ServiceForm
from governance.identity.web import request_actor
from registry.organisations.admin.rights import READERS, WRITERS, district_only
from registry.organisations.models import Person
from registry.organisations.selectors.persons import persons_with_id
from registry.organisations.services.change_person import change_person
from registry.organisations.services.register_person import register_person


class PersonForm(ServiceForm):
    id_number = forms.CharField(
        label="证件号码",
        max_length=40,
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        help_text="照证件填写；系统只保存摘要和后四位，登记后不能更改。",
    )
    refusal_fields = {
        "id_length": "id_number",
        "id_characters": "id_number",
        "id_birth_date": "id_number",
        "id_check": "id_number",
        "person_taken": "id_number",
        "user_taken": "user",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            del self.fields["id_number"]


@admin.register(Person)
class PersonAdmin(DocumentAdmin):
    view_roles = READERS
    write_roles = WRITERS
    form = PersonForm
    list_display = ["real_name", "id_type", "id_masked", "district", "registered_at"]
    list_filter = ["id_type", "district"]
    list_select_related = ["district"]
    search_fields = ["real_name"]
    list_per_page = 50
    search_help_text = "按姓名、证件号后四位，或完整的证件号码查找"
    autocomplete_fields = ["user"]
    empty_hint = "由经办或复核人员点击“增加自然人”登记。"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        document = ["id_type", "id_masked"] if obj else ["id_type", "id_number"]
        fieldsets = [
            (None, {"fields": ["real_name", *document]}),
            ("联系方式", {"fields": ["district", "phone", "user"]}),
        ]
        if self.writes(request, obj):
            fieldsets.append(("办理", {"fields": ["reason"]}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        settled = ["id_type", "id_masked"] if obj else []
        return [*super().get_readonly_fields(request, obj), *settled]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        persons = super().get_queryset(request)
        district = district_only(request)
        return persons if district is None else persons.filter(district_id=district)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Person], search_term: str
    ) -> tuple[QuerySet[Person], bool]:
        """By a whole document number (its keyed hash), its last four characters, or the name."""
        term = search_term.strip()
        known = [person.pk for person in persons_with_id(term)] if len(term) > 4 else []
        if known:
            return queryset.filter(pk__in=known), False
        last4 = queryset.filter(id_last4=term.upper())
        if last4.exists():
            return last4, False
        for word in term.split():
            queryset = having(queryset, "real_name", word)
        return queryset, False

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Person:
        details = {
            "real_name": data["real_name"],
            "phone": data["phone"],
            "user": data["user"],
            "district_code": data["district"].pk if data["district"] else None,
        }
        actor, reason = request_actor(request), data["reason"]
        if obj is not None:
            return change_person(actor=actor, reason=reason, person=obj.pk, **details)
        return register_person(
            actor=actor,
            reason=reason,
            id_type=data["id_type"],
            id_number=data["id_number"],
            **details,
        )
