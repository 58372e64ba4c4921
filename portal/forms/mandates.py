"""Granting a mandate to an agent, and ending it."""

from __future__ import annotations

from django import forms

from core import clock
from portal.forms.beginning import day
from portal.forms.members import ReasonForm
from registry.organisations.models import Organisation
from registry.projects.models import Scope


class GrantForm(ReasonForm):
    """``agent`` is named by its code: lists of organisations are not for everybody."""

    agent = forms.CharField(
        label="代理单位的统一社会信用代码", max_length=18, help_text="代理单位须已在本系统登记。"
    )
    scopes = forms.MultipleChoiceField(
        label="委托事项", choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    valid_from = day("有效期起")
    valid_to = day("有效期止（含当日）")
    document = forms.CharField(label="委托书编号", max_length=100)
    field_order = ["agent", "scopes", "valid_from", "valid_to", "document", "reason"]

    def clean_agent(self) -> Organisation:
        code = self.cleaned_data["agent"].strip().upper()
        found = Organisation.objects.filter(uscc=code).first()
        if found is None:
            raise forms.ValidationError("没有登记这一代码的单位。请核对，或请代理单位先登记。")
        return found


def first_day() -> dict[str, str]:
    return {"valid_from": clock.today().isoformat()}
