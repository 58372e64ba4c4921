"""What a 管理员 is asked when deciding on a person of the organisation."""

from __future__ import annotations

from typing import Any

from django import forms

from governance.identity.rights import REASON_LIMIT
from registry.organisations.models import MemberRole

BUSINESS = [(role.value, role.label) for role in (MemberRole.MAKER, MemberRole.CHECKER)]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="理由",
        max_length=REASON_LIMIT,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="将记入变更记录。",
    )


class AcceptForm(ReasonForm):
    role = forms.ChoiceField(label="在本单位的角色", choices=BUSINESS, widget=forms.RadioSelect)
    field_order = ["role", "reason"]


class RoleForm(ReasonForm):
    role = forms.ChoiceField(label="新角色", choices=MemberRole.choices)
    field_order = ["role", "reason"]

    def __init__(self, *args: Any, now: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in MemberRole.choices if value != now]
        self.fields["role"] = forms.ChoiceField(label="新角色", choices=choices)
        self.order_fields(self.field_order)
