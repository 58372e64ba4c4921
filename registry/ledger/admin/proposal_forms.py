"""One form for each act that is proposed on an account or a hold; ``payload`` is what it asks for."""

from __future__ import annotations

from typing import Any

from django import forms

from core import clock
from registry.ledger import serials
from registry.ledger.admin.proposal_fields import (
    AmountFields,
    BatchFields,
    DestinationField,
    DocumentFields,
    ProposalForm,
)
from registry.ledger.models import Account, Bucket, Hold
from registry.ledger.services.holds import FREEZING

TAIL = ["document", "reason", "materials", "reference", "ticket"]
AMOUNT = ["batch", "batch_code", "quantity_t", "serials"]


class StatusForm(ProposalForm):
    """Suspend, resume, close."""

    wants_object = True

    def __init__(self, *args: Any, obj: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = obj

    def payload(self) -> dict[str, Any]:
        return super().payload() | {"account": str(self.account.uuid)}


def _day(**words: Any) -> forms.DateField:
    return forms.DateField(
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **words
    )


def _not_past(day: Any) -> Any:
    if day is not None and day < clock.today():
        raise forms.ValidationError("到期日已经过去。请填写今天或以后的日期。")
    return day


class FreezeForm(BatchFields, AmountFields, DocumentFields, ProposalForm):
    kind = forms.ChoiceField(label="类别", choices=[(kind.value, kind.label) for kind in FREEZING])
    expires_on = _day(label="到期日", required=False, help_text="留空表示未定，直到解冻。")
    field_order = ["kind", *AMOUNT, "expires_on", *TAIL]

    def clean_expires_on(self) -> Any:
        return _not_past(self.cleaned_data["expires_on"])

    def payload(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().payload() | {
            "account": str(self.account.uuid),
            "batch": self.batch_uuid(),
            "kind": data["kind"],
            "quantity_t": data["quantity_t"],
            "serials": data["serials"],
            "document": data["document"],
            "expires_on": data["expires_on"] and data["expires_on"].isoformat(),
        }


class TransferForm(BatchFields, AmountFields, DocumentFields, ProposalForm):
    destination = DestinationField()
    field_order = [*AMOUNT, "destination", *TAIL]

    def payload(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().payload() | {
            "source": str(self.account.uuid),
            "destination": str(data["destination"].uuid),
            "batch": self.batch_uuid(),
            "quantity_t": data["quantity_t"],
            "serials": data["serials"],
            "document": data["document"],
        }


class CancelForm(BatchFields, AmountFields, DocumentFields, ProposalForm):
    bucket = forms.ChoiceField(
        label="位置",
        choices=[(each.value, each.label) for each in (Bucket.AVAILABLE, Bucket.TRADING)],
        help_text="已冻结的减排量，请在该冻结的页面提出强制取消。",
    )
    cause = forms.CharField(label="原因", max_length=100, help_text="例如计算差错、监测数据虚假。")
    field_order = ["bucket", *AMOUNT, "cause", *TAIL]

    def payload(self) -> dict[str, Any]:
        data = self.cleaned_data
        return super().payload() | {
            "account": str(self.account.uuid),
            "batch": self.batch_uuid(),
            "bucket": data["bucket"],
            "quantity_t": data["quantity_t"],
            "serials": data["serials"],
            "document": data["document"],
            "cause": data["cause"],
        }


class HoldForm(DocumentFields, ProposalForm):
    """An act on a hold, by a document of its own."""

    wants_object = True

    def __init__(self, *args: Any, obj: Hold, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hold = obj

    def payload(self) -> dict[str, Any]:
        told = {"hold": str(self.hold.uuid), "document": self.cleaned_data["document"]}
        return super().payload() | told


class RenewForm(HoldForm):
    expires_on = _day(label="新的到期日")
    field_order = ["expires_on", *TAIL]

    def clean_expires_on(self) -> Any:
        return _not_past(self.cleaned_data["expires_on"])

    def payload(self) -> dict[str, Any]:
        return super().payload() | {"expires_on": self.cleaned_data["expires_on"].isoformat()}


class PartForm(HoldForm):
    """Unfreeze: all, or some of it."""

    quantity_t = forms.IntegerField(
        label="数量（吨）",
        min_value=1,
        max_value=serials.MAX_SERIAL,
        required=False,
        help_text="留空表示全部（包括轮候数量）。",
    )
    field_order = ["quantity_t", *TAIL]

    def payload(self) -> dict[str, Any]:
        return super().payload() | {"quantity_t": self.cleaned_data["quantity_t"]}


class ExecuteForm(PartForm):
    destination = DestinationField()
    field_order = ["quantity_t", "destination", *TAIL]

    def payload(self) -> dict[str, Any]:
        return super().payload() | {"destination": str(self.cleaned_data["destination"].uuid)}


class CancelFrozenForm(PartForm):
    cause = forms.CharField(label="原因", max_length=100, help_text="例如监测数据虚假。")
    field_order = ["quantity_t", "cause", *TAIL]

    def payload(self) -> dict[str, Any]:
        return super().payload() | {"cause": self.cleaned_data["cause"]}
