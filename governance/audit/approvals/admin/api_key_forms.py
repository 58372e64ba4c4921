"""What is asked for of a program that calls the interface: its registration, a key, another key."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from governance.audit.approvals.admin.proposal_form import ProposalForm
from governance.identity.models import ApiClient, ApiKey
from governance.identity.services.api_keys import LONGEST_DAYS, LONGEST_OVERLAP_HOURS

TAIL = ["reason", "materials", "ticket"]
_BETWEEN = re.compile(r"[\s,，、;；]+")


class ClientForm(ProposalForm):
    code = forms.CharField(
        label="代码",
        max_length=40,
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        help_text="小写字母、数字和点，例如 exchange.bjgx；登记后不能更改，业务编号以它区分来源。",
    )
    name = forms.CharField(
        label="名称",
        max_length=50,
        widget=forms.TextInput(attrs={"size": 40}),
        help_text="例如某某交易所交易系统。",
    )
    organisation_code = forms.CharField(
        label="统一社会信用代码",
        max_length=18,
        required=False,
        help_text="运行该程序的单位；没有则留空。",
    )
    programmes = forms.CharField(
        label="机制",
        max_length=100,
        help_text="允许办理的机制代码，多个用顿号或逗号分隔，例如 BJ、CCER；登记后不能更改。",
    )
    field_order = ["code", "name", "organisation_code", "programmes", *TAIL]

    def clean_programmes(self) -> list[str]:
        given = self.cleaned_data["programmes"].upper()
        return sorted({code for code in _BETWEEN.split(given) if code})

    def payload(self) -> dict[str, Any]:
        names = ("code", "name", "organisation_code", "programmes")
        return {name: self.cleaned_data[name] for name in names}


class ProofFields(ProposalForm):
    """How long a key lasts, and whose secret it is: ours to hand over, or the client's own."""

    days = forms.IntegerField(
        label="有效期（天）",
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=365,
        help_text=f"自复核通过之时起，至多 {LONGEST_DAYS} 天。",
    )
    public_key = forms.CharField(
        label="对方的公钥",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60, "spellcheck": "false"}),
        help_text="Ed25519 公钥（PEM），更安全。留空则生成密钥，复核通过时向复核人显示一次，不保存。",
    )

    def clean_public_key(self) -> str:
        return str(self.cleaned_data["public_key"]).replace("\r\n", "\n").strip()

    def payload(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("days", "public_key")}


class KeyForm(ProofFields):
    wants_object = True
    field_order = ["days", "public_key", *TAIL]

    def __init__(self, *args: Any, obj: ApiClient, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.client = obj

    def payload(self) -> dict[str, Any]:
        return {"client": self.client.code} | super().payload()


class RotationForm(ProofFields):
    wants_object = True
    overlap_hours = forms.IntegerField(
        label="新旧并用（小时）",
        min_value=0,
        max_value=LONGEST_OVERLAP_HOURS,
        initial=24,
        help_text="通过后旧密钥还可使用的时间，供对方更换；0 表示立即失效。",
    )
    field_order = ["overlap_hours", "days", "public_key", *TAIL]

    def __init__(self, *args: Any, obj: ApiKey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.key = obj

    def payload(self) -> dict[str, Any]:
        told = {"key": self.key.prefix, "overlap_hours": self.cleaned_data["overlap_hours"]}
        return told | super().payload()
