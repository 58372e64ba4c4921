"""The page on which an account is asked for: holder, programme, and the application's documents.

Nothing exists until another person approves; then the account is opened and numbered.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from governance.audit.approvals import standing
from governance.audit.approvals.admin.adding import ProposedAdding
from governance.audit.approvals.admin.lent import lent
from governance.audit.approvals.admin.proposal_form import ManyFiles
from governance.identity.web import request_actor
from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from registry.ledger.admin.proposal_fields import ProposalForm
from registry.ledger.admin.proposing import Proposing, proposal
from registry.ledger.approvals.naming import PROPOSERS
from registry.ledger.approvals.opening import OPEN
from registry.organisations.models import Holder
from registry.organisations.selectors.find_holder import find_holder

REFUSED_AT = {
    "holder_may_not_hold": "holder_code",
    "holder_not_active": "holder_code",
    "holder_unknown": "holder_code",
    "account_exists": "holder_code",
    "document_needed": "materials",
    "document_type": "materials",
    "document_too_large": "materials",
    "too_many_documents": "materials",
    "reference_invalid": "reference",
    "reference_taken": "reference",
}


class OpenAccountForm(ProposalForm):
    programme = forms.ChoiceField(label="机制")
    holder_code = forms.CharField(
        label="持有人",
        max_length=40,
        widget=forms.TextInput(attrs={"size": 24, "autocomplete": "off"}),
        help_text="单位填统一社会信用代码，个人填证件号码；须先在“主体”中登记。",
    )
    document = forms.CharField(
        label="材料编号", max_length=100, required=False, help_text="开户申请书的编号，没有则留空。"
    )
    field_order = [
        "programme",
        "holder_code",
        "materials",
        "document",
        "reference",
        "ticket",
        "reason",
    ]

    def __init__(self, *args: Any, programmes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"] = forms.ChoiceField(label="机制", choices=programmes)
        if isinstance(field := self.fields["materials"], ManyFiles):
            field.label, field.required = "开户材料", True
        self.order_fields(self.field_order)

    def clean_holder_code(self) -> Holder:
        holder = find_holder(self.cleaned_data["holder_code"])
        if holder is None:
            raise forms.ValidationError(
                "没有登记过这个代码或证件号码。请核对，或先到“主体”中登记该单位或个人。"
            )
        return holder

    def payload(self) -> dict[str, Any]:
        return super().payload() | {
            "programme": self.cleaned_data["programme"],
            "holder": str(self.cleaned_data["holder_code"].uuid),
        }


class OpeningPage(ProposedAdding, Proposing):
    """Stands in the place of Django's page for adding an account."""

    adding = proposal(
        *("open", "申请开户", OPEN, OpenAccountForm, lambda obj: True),
        "请先核对开户材料；通过后开立账户并编号。",
    )
    refused_at = REFUSED_AT

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Also for those who stand in for a clerk."""
        return bool(standing.has_some(request_actor(request), PROPOSERS, lent(request)))

    def adding_form(self, request: HttpRequest) -> forms.Form:
        return OpenAccountForm(
            request.POST or None,
            request.FILES or None,
            programmes=_programmes(request),
            initial={"holder_code": request.GET.get("holder", "")},
        )


def _programmes(request: HttpRequest) -> list[tuple[str, str]]:
    """Those in which this person may ask for an account."""
    in_force = Programme.objects.filter(status=Programme.Status.IN_FORCE)
    ours = in_force.exclude(legal_source=IMPORTED).order_by("code")
    actor = request_actor(request)
    return [
        (each.code, str(each))
        for each in ours
        if standing.capacity(actor, PROPOSERS, each.code) is not None
    ]
