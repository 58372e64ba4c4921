"""Forms of the steps of a project: what each asks for besides the reason."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms

from registry.casework.forms import FilesForm, StepForm
from registry.organisations.models import District
from registry.projects.content import GIVEN, SHARES, content_of, plain
from registry.projects.flags import to_explain
from registry.projects.models import ElsewhereClaim, Project
from registry.projects.services.filling import equipment_numbers, published_versions
from registry.projects.services.mandates import agents_of
from registry.projects.services.registering import BASES
from registry.projects.services.reviewing import OPINIONS, experts_of
from registry.projects.showing import share_text

PLEASE = ("", "请选择")
LONG = forms.Textarea(attrs={"rows": 5, "cols": 60})


class ContentForm(StepForm):
    """All that a project is applied for with. ``shown`` is what stands in the fields at first."""

    class Fields(forms.ModelForm):
        class Meta:
            model = Project
            fields = [
                name for name in GIVEN if name not in ("district", "methodology", "equipment")
            ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        project, shown = self.project(), self.shown()
        for name in GIVEN:
            self.fields[name] = self._field(name, project)
            self.initial.setdefault(name, shown.get(name))
        self.initial["equipment"] = "\n".join(shown.get("equipment") or [])
        self.fields["reason"] = reason

    def project(self) -> Project:
        return self.case

    def shown(self) -> dict[str, Any]:
        return content_of(self.project())

    def _field(self, name: str, project: Project) -> forms.Field:
        if name == "equipment":
            return forms.CharField(
                label="设备编号",
                required=False,
                widget=LONG,
                help_text="每行一个，如电表、逆变器编号。",
            )
        if name == "district":
            districts = [(each.pk, str(each)) for each in District.objects.all()]
            return forms.ChoiceField(label="所在区县", required=False, choices=[PLEASE, *districts])
        if name == "methodology":
            versions = list(published_versions(project.programme_id))
            if project.methodology and project.methodology not in versions:
                versions.append(project.methodology)
            choices = [(str(v.pk), f"{v.full_code} {v.methodology.name_zh}") for v in versions]
            return forms.ChoiceField(label="方法学", required=False, choices=[PLEASE, *choices])
        field: forms.Field = deepcopy(self.Fields.base_fields[name])
        if isinstance(field, forms.DateField):
            field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        return field

    def data_for_step(self) -> dict[str, Any]:
        found = super().data_for_step()
        found["equipment"] = equipment_numbers(found.get("equipment"))
        return plain(found)


class SharesForm(StepForm):
    shares = forms.CharField(
        label="收益分配",
        required=False,
        widget=LONG,
        help_text="每行一家：统一社会信用代码、空格、比例（%），合计正好 100；只有一家时留空。",
    )
    field_order = [SHARES, "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault(SHARES, share_text(self.case))


class ClaimForm(FilesForm):
    scheme = forms.ChoiceField(label="机制", choices=ElsewhereClaim.Scheme)
    reference = forms.CharField(label="登记编号", max_length=100)
    period_from = forms.DateField(
        label="所涉期间起", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    period_to = forms.DateField(
        label="所涉期间止", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    quantity = forms.DecimalField(label="数量", max_digits=18, decimal_places=3)
    unit = forms.ChoiceField(label="计量单位", choices=ElsewhereClaim.Unit)
    field_order = [
        "scheme", "reference", "period_from", "period_to", "quantity", "unit", "materials", "reason",
    ]  # fmt: skip


class ChosenForm(StepForm):
    """One of a list that depends on the case."""

    name, label = "", ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields.pop("reason")
        self.fields = {
            self.name: forms.ChoiceField(label=self.label, choices=[PLEASE, *self.choices()]),
            **self.fields,
            "reason": reason,
        }

    def choices(self) -> list[tuple[str, str]]:
        raise NotImplementedError


class RemoveClaimForm(ChosenForm):
    name, label = "claim", "申报"

    def choices(self) -> list[tuple[str, str]]:
        return [(str(each.pk), str(each)) for each in self.case.claims.all()]


class AgentForm(ChosenForm):
    name, label = "organisation", "代理单位"

    def choices(self) -> list[tuple[str, str]]:
        return [(str(each.pk), each.name_zh) for each in agents_of(self.case.applicant_id)]


class ExpertForm(ChosenForm):
    name, label = "user", "专家"

    def choices(self) -> list[tuple[str, str]]:
        return [(str(user.pk), user.get_full_name()) for user in experts_of(self.case)]


class ExplainForm(ChosenForm):
    name, label = "flag", "疑点"
    text = forms.CharField(label="说明", max_length=2000, widget=LONG)

    def choices(self) -> list[tuple[str, str]]:
        return [(each.key, each.text[:120]) for each in to_explain(self.case)]


class OpinionForm(StepForm):
    opinion = forms.ChoiceField(label="意见", choices=list(OPINIONS.items()))
    field_order = ["opinion", "reason"]


class BasisForm(StepForm):
    basis = forms.ChoiceField(label="注销依据", choices=list(BASES.items()))
    field_order = ["basis", "reason"]
