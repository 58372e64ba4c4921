"""Forms of what the bureau decides."""

from __future__ import annotations

from typing import Any

from django import forms

from core import clock
from methodologies.publishing.forms.compiling import area
from registry.casework.forms import StepForm
from registry.casework.models import Comment


class LayOpenForm(StepForm):
    summary = forms.CharField(label="公示内容", max_length=5000, widget=area(8))
    field_order = ["summary", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["summary"] = self.case.summary


class AnswerForm(StepForm):
    comment = forms.ChoiceField(label="意见")
    answer = forms.CharField(
        label="答复", max_length=2000, widget=area(5), help_text="答复向社会公开，提交后不能修改。"
    )
    field_order = ["comment", "answer", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Comment.objects.filter(notice__case_id=self.case.uuid, answered_at=None)
        self.fields["comment"].choices = [  # type: ignore[attr-defined]
            (str(each.uuid), str(each)) for each in found
        ]
        self.initial["reason"] = "答复公示意见"


class PublishForm(StepForm):
    effective_from = forms.DateField(
        label="施行日期，留空为发布之日", required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )  # fmt: skip
    field_order = ["effective_from", "reason"]

    def clean_effective_from(self) -> Any:
        day = self.cleaned_data["effective_from"]
        if day is not None and day < clock.today():
            raise forms.ValidationError("不能早于今天。")
        return day

    def data_for_step(self) -> dict[str, Any]:
        day = self.cleaned_data["effective_from"]
        return {"effective_from": day.isoformat() if day else ""}


class RefuseForm(StepForm):
    grounds = forms.CharField(
        label="不予发布的理由", max_length=4000, widget=area(6), help_text="写入通知书，每段一行。"
    )
    field_order = ["grounds", "reason"]


class AbolishForm(StepForm):
    transition = forms.CharField(
        label="已登记项目的衔接", max_length=2000, widget=area(4),
        help_text="说明已按本版本登记的项目如何处理；向社会公开。",
    )  # fmt: skip
    field_order = ["transition", "reason"]
