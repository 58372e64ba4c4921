"""The list of accredited bodies, for the bureau."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from governance.audit.admin_base import DocumentAdmin
from governance.identity.admin_acts import Act
from governance.identity.staff_admin import ServiceForm
from governance.identity.web import request_actor
from registry.organisations.admin.rights import READERS, WRITERS
from registry.vvb.models import Accreditation
from registry.vvb.models.accreditation import SCOPES
from registry.vvb.services import accreditations


class AccreditationForm(ServiceForm):
    scopes = forms.MultipleChoiceField(
        label="业务范围", choices=SCOPES, widget=forms.CheckboxSelectMultiple
    )


@admin.register(Accreditation)
class AccreditationAdmin(DocumentAdmin):
    view_roles = READERS
    write_roles = WRITERS
    form = AccreditationForm
    list_display = [
        "organisation",
        "scopes_shown",
        "document",
        "valid_from",
        "valid_to",
        "suspended",
    ]
    list_select_related = ["organisation"]
    search_fields = ["organisation__name_zh", "document"]
    search_help_text = "按机构名称或批准文号中的任意一段查找"
    empty_hint = "由经办或复核人员按批准文件逐家登记；未登记的机构不能被委托或指派。"
    autocomplete_fields = ["organisation"]
    fields = ["organisation", "scopes", "document", "valid_from", "valid_to", "reason"]
    acts = (
        Act(
            name="suspend",
            label="暂停资质",
            roles=WRITERS,
            perform=lambda actor, found, data: accreditations.suspend(
                actor=actor, reason=data["reason"], accreditation=found.pk
            ),
            offered=lambda found: not found.suspended,
            warning="暂停期间不能被选为审定核查机构，也不能签发结论。",
        ),
        Act(
            name="resume",
            label="恢复资质",
            roles=WRITERS,
            perform=lambda actor, found, data: accreditations.resume(
                actor=actor, reason=data["reason"], accreditation=found.pk
            ),
            offered=lambda found: bool(found.suspended),
        ),
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        settled = ["organisation", "document"] if obj else []
        return [*super().get_readonly_fields(request, obj), *settled]

    def write(self, request: HttpRequest, data: dict[str, Any], obj: Any | None) -> Accreditation:
        asked = {name: data[name] for name in ("scopes", "valid_from", "valid_to")}
        actor, reason = request_actor(request), data["reason"]
        if obj is not None:
            return accreditations.change_accreditation(
                actor=actor, reason=reason, accreditation=obj.pk, **asked
            )
        return accreditations.accredit(
            actor=actor, reason=reason, organisation=data["organisation"].pk,
            document=data["document"], **asked,
        )  # fmt: skip

    @admin.display(description="业务范围")
    def scopes_shown(self, accreditation: Accreditation) -> str:
        return "、".join(accreditation.scopes)
