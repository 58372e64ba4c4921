"""The form of a change: the project's own, as the change stands, with the shares and the reasons."""

from __future__ import annotations

from typing import Any

from django import forms

from registry.organisations.models import Organisation
from registry.projects.content import SHARES, content_of
from registry.projects.forms import LONG, ContentForm
from registry.projects.models import Project


class ChangeForm(ContentForm):
    shares = forms.CharField(
        label="收益分配",
        required=False,
        widget=LONG,
        help_text="每行一家：统一社会信用代码、空格、比例（%），合计正好 100；只有一家时留空。",
    )
    reasons = forms.CharField(label="变更原因", max_length=4000, widget=LONG)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial[SHARES] = _lines(self.shown()[SHARES])
        self.initial["reasons"] = self.case.reasons
        self.order_fields([*(n for n in self.fields if n not in LAST), *LAST])

    def project(self) -> Project:
        return self.case.subject

    def shown(self) -> dict[str, Any]:
        return content_of(self.project()) | self.case.after


LAST = (SHARES, "reasons", "reason")


def _lines(shares: list[list[str]]) -> str:
    found = Organisation.objects.in_bulk([organisation for organisation, _ in shares])
    codes = {str(key): each.uscc for key, each in found.items()}
    return "\n".join(f"{codes.get(each, each)} {percent}" for each, percent in shares)
