"""What is asked for when a rule's value or a year's calendar is proposed."""

from __future__ import annotations

from typing import Any

from django import forms

from core import clock
from governance.audit.approvals.admin.proposal_form import ProposalForm
from governance.rulebook.calendar.notice_files import LARGEST_BYTES
from governance.rulebook.models import CalendarNotice, RuleParameter

TAIL = ["reason", "materials", "ticket"]


class ParameterForm(ProposalForm):
    """A new value of the parameter whose page this is, for the same programme."""

    wants_object = True
    value = forms.CharField(label="新数值", max_length=200)
    effective_from = forms.DateField(
        label="生效日期", widget=forms.DateInput(attrs={"type": "date"}), initial=clock.today
    )
    legal_source = forms.CharField(
        label="依据", max_length=300, widget=forms.TextInput(attrs={"size": 60})
    )
    clause = forms.CharField(label="条款", max_length=100, required=False)
    verified = forms.BooleanField(
        label="已在原文中核实", required=False, help_text="没有读到原文的数值不要勾选。"
    )
    field_order = ["value", "effective_from", "legal_source", "clause", "verified", *TAIL]

    def __init__(self, *args: Any, obj: RuleParameter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter = obj
        unit = f"，单位：{obj.unit}" if obj.unit else ""
        self.fields["value"].help_text = f"类型：{obj.get_type_display()}{unit}。现为 {obj.value}。"

    def payload(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "rule": self.parameter.rule,
            "name": self.parameter.name,
            "programme": self.parameter.programme_id or "",
            "value": data["value"],
            "effective_from": data["effective_from"].isoformat(),
            "legal_source": data["legal_source"],
            "clause": data["clause"],
            "verified": data["verified"],
        }


class CalendarForm(ProposalForm):
    """The file of a notice, written by hand from the notice's text; the page shows an earlier one."""

    wants_object = True
    text = forms.CharField(
        label="文件内容",
        max_length=LARGEST_BYTES,
        widget=forms.Textarea(attrs={"rows": 24, "cols": 70, "spellcheck": "false"}),
        help_text="逐项照通知填写：name 节日、from 与 to 放假首末日（含周末）、work 调休上班的日期。",
    )
    field_order = ["text", *TAIL]

    def __init__(self, *args: Any, obj: CalendarNotice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = obj.text

    def payload(self) -> dict[str, Any]:
        return {"text": self.cleaned_data["text"].replace("\r\n", "\n")}
