"""Fields that the forms of proposals share: reference, document, amounts, batches, accounts."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from governance.audit.approvals.admin.proposal_form import ProposalForm as BaseForm
from registry.ledger import serials
from registry.ledger.models import Account, Batch, Block, Bucket

_CODE = re.compile(serials.PATTERN.split("_(?P<first>")[0])
_RANGE = re.compile(r"\s*(\d{1,10})\s*[-–—~至]\s*(\d{1,10})\s*")
BATCHES = 200


class ProposalForm(BaseForm):
    """Of an act of the ledger: it may carry the clerk's own reference."""

    reference = forms.CharField(
        label="业务编号",
        max_length=100,
        required=False,
        help_text="申请书或受理的编号；留空以复核单号为业务编号。",
    )
    field_order = ["reason", "materials", "reference", "ticket"]

    def payload(self) -> dict[str, Any]:
        return {"reference": self.cleaned_data["reference"].strip()}


class DocumentFields(forms.Form):
    document = forms.CharField(
        label="文书号", max_length=100, help_text="例如协助执行通知书、监管决定或协议的编号。"
    )


class AmountFields(forms.Form):
    quantity_t = forms.IntegerField(
        label="数量（吨）", min_value=1, max_value=serials.MAX_SERIAL, required=False
    )
    serials = forms.CharField(
        label="指定序号",
        required=False,
        max_length=30,
        help_text="只办理这一段序列号时填写，例如 101-200；数量与序号填一项即可。",
    )

    def clean_serials(self) -> list[int] | None:
        given = self.cleaned_data["serials"]
        if not given:
            return None
        found = _RANGE.fullmatch(given)
        if found is None or int(found[1]) > int(found[2]):
            raise forms.ValidationError("请写成“起始-终止”，例如 101-200。")
        return [int(found[1]), int(found[2])]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and data.get("quantity_t") is None and data.get("serials") is None:
            self.add_error("quantity_t", "请填写数量，或指定序号。")
        return data


def batch_field(account: Account) -> forms.ChoiceField:
    """The batches of which the account holds something, newest first, and how much is free."""
    live = [Bucket.AVAILABLE, Bucket.TRADING, Bucket.FROZEN, Bucket.RESERVED]
    held = (
        Block.objects.filter(account=account, bucket__in=live)
        .values_list("batch", flat=True)
        .distinct()
    )
    batches = Batch.objects.filter(id__in=held).order_by("-id")[:BATCHES]
    choices = [(str(batch.uuid), batch.code) for batch in batches]
    return forms.ChoiceField(label="批次", choices=[("", "请选择"), *choices], required=False)


class BatchFields(forms.Form):
    """A batch of those the account holds, or any other by its code (a freeze may wait for units)."""

    wants_object = True
    batch = forms.ChoiceField(label="批次")
    batch_code = forms.CharField(
        label="其他批次代码",
        required=False,
        max_length=120,
        help_text="账户目前没有该批次时填写，例如 BJ_CCER-14-001-V01_P0001_2025_0001。",
    )

    def __init__(self, *args: Any, obj: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = obj
        self.fields["batch"] = batch_field(obj)

    def clean_batch_code(self) -> Batch | None:
        code = self.cleaned_data["batch_code"].strip()
        if not code:
            return None
        found = _CODE.fullmatch(code)
        batch = found and Batch.objects.filter(**found.groupdict()).first()
        if not batch:
            raise forms.ValidationError("没有这个批次。请核对批次代码。")
        return batch

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and bool(data.get("batch")) == bool(data.get("batch_code")):
            self.add_error("batch", "请选择批次，或填写其他批次代码，二者填一项。")
        return data

    def batch_uuid(self) -> str:
        other = self.cleaned_data.get("batch_code")
        return str(other.uuid) if other else str(self.cleaned_data["batch"])


class DestinationField(forms.CharField):
    """An account by its number; cleaned to the account."""

    def __init__(self, **kwargs: Any) -> None:
        words: dict[str, Any] = {
            "label": "转入账户",
            "max_length": 40,
            "help_text": "填写账号，例如 BJ-000002。",
        }
        super().__init__(**(words | kwargs))

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        account = Account.objects.filter(number=str(number).strip().upper()).first()
        if account is None:
            raise forms.ValidationError("没有这个账号。请核对。")
        return account
