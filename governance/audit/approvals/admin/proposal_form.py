"""The form of a proposal: why, with which documents; a subclass says what is asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from core.ids import uuid7
from governance.audit.approvals.services.documents import (
    LIMIT_BYTES,
    LIMIT_FILES,
    TYPES,
    Upload,
)
from governance.identity.admin_acts import ReasonForm


def new_ticket() -> str:
    """Names one opening of a form, so that a button pressed twice is one proposal."""
    return uuid7().hex


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files in one field; cleaned to a list."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            super().clean(None, initial)
        return [super(ManyFiles, self).clean(each, initial) for each in files]


class ProposalForm(ReasonForm):
    """``payload`` is what is asked for, as the kind of approval reads it; ``document`` of a subclass
    numbers the documents."""

    required_css_class = "required"

    materials = ManyFiles(
        label="材料",
        required=False,
        help_text=f"至多 {LIMIT_FILES} 个文件，每个不超过 {LIMIT_BYTES // 1024 // 1024} MB："
        f"{'、'.join(sorted(TYPES)).upper()}。",
        widget=ManyFilesInput(attrs={"accept": ",".join(f".{ending}" for ending in TYPES)}),
    )
    ticket = forms.CharField(max_length=32, initial=new_ticket, widget=forms.HiddenInput)

    def _post_clean(self) -> None:
        """Once all is valid: what is asked for, among the cleaned data."""
        super()._post_clean()  # type: ignore[misc]
        if not self.errors:
            self.cleaned_data |= {"payload": self.payload(), "uploads": self.uploads()}

    def uploads(self) -> list[Upload]:
        document = self.cleaned_data.get("document", "")
        return [
            Upload(each.name, each.read(), document)
            for each in self.cleaned_data.get("materials") or []
        ]

    def payload(self) -> dict[str, Any]:
        raise NotImplementedError
