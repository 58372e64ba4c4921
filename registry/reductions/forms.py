"""Forms of the steps of a report. The form of the data is made from the methodology."""

from __future__ import annotations

from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from core.errors import CodedError
from governance.audit.approvals.services.documents import Upload
from methodologies.forms import InputForms
from methodologies.sheet import SheetView, read, view
from registry.casework.forms import StepForm
from registry.reductions.services.calculating import newest_revision, plan_of
from registry.vvb.forms import SigningForm


class EntryWidget(forms.Widget):
    """All fields and tables of a methodology as one field, so that every page can show them."""

    def __init__(self, entry: InputForms) -> None:
        super().__init__()
        self.entry = entry

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return mark_safe(render_to_string("methodologies/inputs.html", {"entry": self.entry}))

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


class DataForm(StepForm):
    """Data typed into the fields of ``entry``, or read from a workbook that was filled in; the
    workbook is kept with the report."""

    workbook = forms.FileField(
        label="监测数据表（Excel）", required=False,
        help_text="上传按模板填写的工作簿；上传后以工作簿为准，不再读取下面的各栏。",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].initial = "填报监测数据"
        typed = self.data if self.is_bound and not self.files.get("workbook") else None
        self.plan = plan_of(self.case.subject.methodology)
        self.entry = InputForms(self.plan, typed, initial=self.case.inputs)
        self.sheets: list[SheetView] = []  # of a workbook with faults
        entered = forms.Field(label="监测数据", required=False, widget=EntryWidget(self.entry))
        self.fields["inputs"] = entered
        self.order_fields(["workbook", "inputs", "reason"])
        self._read: dict[str, Any] = {}
        self._uploads: list[Upload] = []

    def clean_workbook(self) -> Any:
        found = self.cleaned_data["workbook"]
        if found:
            raw = found.read()
            try:
                reading = read(self.plan, raw)
                self.sheets = view(self.plan, reading) if reading.errors else []
                self._read = reading.checked()
            except CodedError as error:
                raise forms.ValidationError(error.zh, code=error.code) from None
            self._uploads = [Upload(found.name, raw)]
        return found

    def is_valid(self) -> bool:
        if self.files.get("workbook"):
            return super().is_valid()
        typed = self.entry.is_valid()
        return super().is_valid() and typed

    def data_for_step(self) -> dict[str, Any]:
        if self._uploads:
            return {"inputs": self._read, "uploads": self._uploads}
        return {"inputs": self.entry.inputs()}


class PeriodForm(StepForm):
    period_from = forms.DateField(
        label="监测期起", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    period_to = forms.DateField(
        label="监测期止（含当日）",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    field_order = ["period_from", "period_to", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("period_from", self.case.period_from)
        self.initial.setdefault("period_to", self.case.period_to)


class VerifyForm(SigningForm):
    """The body signs one calculation, by its hash, and the tonnes it found."""

    revision_sha256 = forms.ChoiceField(label="所签核算版本")
    verified_t = forms.IntegerField(
        label="核查减排量（吨）",
        min_value=0,
        help_text="须与申请量一致；不一致的，请提出审核发现。",
    )
    field_order = [
        "revision_sha256", "verified_t", "conclusion", "statement", "materials", "reason",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        applied = self.case.applied_revision
        field: Any = self.fields["revision_sha256"]
        field.choices = (
            [(applied.sha256, f"{applied}（{applied.sha256[:16]}…）")] if applied else []
        )


class ApplyForm(StepForm):
    """Shows which calculation is applied for: always the newest."""

    revision_sha256 = forms.ChoiceField(label="核算版本")
    field_order = ["revision_sha256", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = newest_revision(self.case)
        field: Any = self.fields["revision_sha256"]
        field.choices = [(newest.sha256, f"{newest}（{newest.sha256[:16]}…）")] if newest else []


class OrderForm(StepForm):
    quantity_t = forms.IntegerField(label="应取消（吨）", min_value=1)
    document = forms.CharField(label="决定文书号", max_length=100)
    field_order = ["quantity_t", "document", "reason"]


class LinesForm(StepForm):
    """Which units: a batch code and tonnes on each line."""

    lines = forms.CharField(
        label="取消的减排量", max_length=4000, widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text="每行一批：批次代码、空格、吨数。",
    )  # fmt: skip
    field_order = ["lines", "reason"]

    def data_for_step(self) -> dict[str, Any]:
        rows = [line.split() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        return {"lines": [[row[0], int(row[-1].replace(",", ""))] for row in rows]}

    def clean_lines(self) -> str:
        text: str = self.cleaned_data["lines"]
        for line in filter(str.strip, text.splitlines()):
            parts = line.split()
            if len(parts) != 2 or not parts[1].replace(",", "").isdecimal():
                raise forms.ValidationError("每行写一个批次代码和一个吨数，中间用空格隔开。")
        return text
