"""Acts on an account, each with a reason and a reference: suspend, resume, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from core.ids import uuid7
from governance.identity.actor import Actor
from governance.identity.admin_acts import Act, ReasonForm
from governance.identity.roles import Role
from registry.ledger.models import Account
from registry.ledger.services.accounts import close_account, resume_account, suspend_account

DECIDERS = frozenset({Role.CHECKER, Role.APPROVER})
REFERENCE_HELP = "申请书或文书的编号；留空由系统编号。"


def new_ticket() -> str:
    """Names one opening of a form, so that a button pressed twice is one act."""
    return uuid7().hex


def reference_of(kind: str, data: dict[str, Any]) -> str:
    """The reference a clerk typed, else one made from the form's ticket."""
    return data["reference"].strip() or f"{kind}-{data['ticket']}"


class ReferenceFields(forms.Form):
    reference = forms.CharField(
        label="业务编号", max_length=100, required=False, help_text=REFERENCE_HELP
    )
    ticket = forms.CharField(max_length=32, initial=new_ticket, widget=forms.HiddenInput)


class AccountActForm(ReferenceFields, ReasonForm):
    field_order = ["reason", "reference", "ticket"]


def _act(
    name: str, label: str, service: Callable[..., Any], offered: set[str], warning: str
) -> Act:
    def perform(actor: Actor, account: Account, data: dict[str, Any]) -> None:
        service(
            actor=actor,
            account=account.id,
            reason=data["reason"],
            reference=reference_of(label, data),
        )

    return Act(
        name=name,
        label=label,
        roles=DECIDERS,
        perform=perform,
        offered=lambda account: account.kind == Account.Kind.HOLDER and account.status in offered,
        warning=warning,
        form=AccountActForm,
    )


ACTS = (
    _act(
        *("suspend", "停用", suspend_account, {"open"}),
        "停用后不能转入或转出，可以恢复；冻结和强制取消不受影响。",
    ),
    _act("resume", "恢复", resume_account, {"suspended"}, "恢复后可以正常办理业务。"),
    _act(
        *("close", "销户", close_account, {"open", "suspended"}),
        "销户后不能恢复。账户须无余额，也没有冻结、预留和轮候。",
    ),
)
