"""Forms of the steps: what each asks for besides the reason."""

from __future__ import annotations

from typing import Any

from django import forms

from core import clock
from registry.casework.forms import FilesForm, StepForm
from registry.vvb.models import Conclusion, Finding
from registry.vvb.selectors.accredited import accredited_bodies
from registry.vvb.selectors.engaged import live_engagement
from registry.vvb.setup import Setup

TEXT = forms.Textarea(attrs={"rows": 6, "cols": 60})


class BodyForm(StepForm):
    """Which body; those accredited for the scope today."""

    organisation = forms.ChoiceField(
        label="机构", help_text="只列出资质在有效期内、业务范围相符的机构。"
    )
    field_order = ["organisation", "reason"]

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = accredited_bodies(scope, clock.today()).order_by("name_zh")
        field: Any = self.fields["organisation"]
        field.choices = [("", "请选择"), *((str(each.pk), each.name_zh) for each in bodies)]


def body_form(setup: Setup) -> Any:
    """The form for the scope that the case asks for."""
    return lambda *args, **kwargs: BodyForm(*args, scope=setup.scope(kwargs["case"]), **kwargs)


class FindingForm(StepForm):
    kind = forms.ChoiceField(label="类别", choices=Finding.Kind)
    text = forms.CharField(label="内容", max_length=4000, widget=TEXT)
    field_order = ["kind", "text", "reason"]


class WhichFinding(StepForm):
    """One of the findings that are not closed."""

    finding = forms.ChoiceField(label="审核发现")
    field_order = ["finding", "response", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        engagement = live_engagement(self.case)
        still = engagement.findings.filter(closed_at=None) if engagement else ()
        field: Any = self.fields["finding"]
        field.choices = [(str(each.number), f"{each} {each.text[:40]}") for each in still]


class ResponseForm(WhichFinding):
    response = forms.CharField(label="答复", max_length=4000, widget=TEXT)


class SigningForm(FilesForm):
    conclusion = forms.ChoiceField(label="结论", choices=Conclusion)
    statement = forms.CharField(label="结论说明", max_length=4000, widget=TEXT)
    field_order = ["conclusion", "statement", "materials", "reason"]
