"""What is asked to begin a case. All the rest is filled in on the case itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet

from governance.rulebook.models import Programme
from governance.rulebook.services import IMPORTED
from methodologies.definition import PRODUCT_CLASSES
from methodologies.publishing.models import MethodologyVersion
from methodologies.publishing.models import State as VersionState
from portal.access import Member
from registry.casework.models import Participant
from registry.organisations.models import Organisation
from registry.projects.models import Project
from registry.projects.models import State as ProjectState
from registry.projects.services.mandates import owners_of

PLEASE = "请选择"


def day(label: str) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget)


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BeginForm(forms.Form):
    """``refusal_fields`` names the field for refusals that do not name one."""

    refusal_fields: dict[str, str] = {}

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member = member
        if "programme" in self.fields:
            field: Any = self.fields["programme"]
            field.queryset = Programme.objects.filter(status=Programme.Status.IN_FORCE).exclude(
                legal_source=IMPORTED
            )
            field.label_from_instance = lambda each: each.name_zh


class ProgrammeField(forms.ModelChoiceField):
    def __init__(self) -> None:
        super().__init__(queryset=Programme.objects.none(), label="机制", empty_label=PLEASE)


class ProjectForm(BeginForm):
    """``applicant`` is asked where the organisation may apply for others under a mandate."""

    programme = ProgrammeField()
    applicant = forms.ModelChoiceField(
        label="申请单位", queryset=Organisation.objects.none(), empty_label=None,
        help_text="为其他单位申请的，须有其有效的委托。",
    )  # fmt: skip
    title = forms.CharField(
        label="项目名称", max_length=200, help_text="与立项、备案文件上的名称一致。"
    )

    refusal_fields = {"mandate_missing": "applicant"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.member.organisation
        field: Any = self.fields["applicant"]
        owners = [own.pk, *(each.pk for each in owners_of(own.pk))]
        field.queryset = Organisation.objects.filter(pk__in=owners)
        field.label_from_instance = lambda each: each.name_zh
        self.initial["applicant"] = own.pk


class RegisteredForm(BeginForm):
    """About a registered project that the organisation applied for, or may act for as its agent."""

    project = forms.ModelChoiceField(
        label="项目", queryset=Project.objects.none(), empty_label=PLEASE,
        help_text="只列出本单位申请或代理、已经登记的项目。",
    )  # fmt: skip
    refusal_fields = {"project_not_registered": "project", "mandate_missing": "project"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["project"]
        field.queryset = registered_of(self.member.organisation)
        field.label_from_instance = lambda each: f"{each.code or each.number} {each.title}"


def registered_of(organisation: Organisation) -> QuerySet[Project]:
    sides = [Participant.As.OWNER, Participant.As.AGENT]
    taking = Participant.now.filter(
        case_id=OuterRef("pk"), organisation=organisation, part__in=sides
    )
    found = Project.objects.filter(Exists(taking), state=ProjectState.REGISTERED)
    return found.order_by("-created_at")


class ChangeForm(RegisteredForm):
    pass


class ReportForm(RegisteredForm):
    period_from = day("监测期起")
    period_to = day("监测期止（含当日）")
    refusal_fields = {
        **RegisteredForm.refusal_fields,
        "project_suspended": "project",
        "period_reversed": "period_to",
        "period_too_early": "period_from",
        "period_claimed_late": "period_from",
    }


class MethodologyForm(BeginForm):
    programme = ProgrammeField()
    name_zh = forms.CharField(label="名称", max_length=100)
    name_en = forms.CharField(label="英文名称", max_length=200, required=False)
    code = forms.CharField(
        label="方法学代码", max_length=30,
        help_text="例如 BJ-01-001；编制新版本的，写原方法学的代码。",
    )  # fmt: skip
    version_code = forms.CharField(label="版本", max_length=10, initial="V01")
    product_class = forms.ChoiceField(
        label="产品类别", choices=[("", PLEASE), *((each, each) for each in PRODUCT_CLASSES)]
    )
    summary = forms.CharField(
        label="适用范围与说明", max_length=4000, required=False, widget=area(4)
    )
    supersedes = forms.ModelChoiceField(
        label="取代的版本", queryset=MethodologyVersion.objects.none(), required=False,
        empty_label="（新方法学，不取代）",
    )  # fmt: skip
    transition_zh = forms.CharField(
        label="新旧版本衔接", max_length=2000, required=False, widget=area(3),
        help_text="取代已有版本时必填：已登记的项目何时、如何改用新版本。",
    )  # fmt: skip
    co_compilers = forms.CharField(
        label="参编单位", required=False, widget=area(2), help_text="统一社会信用代码，每行一个。"
    )
    refusal_fields = {
        "methodology_code_taken": "code", "version_code_taken": "version_code",
        "supersedes_needed": "supersedes", "supersedes_invalid": "supersedes",
        "transition_needed": "transition_zh",
    }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["supersedes"]
        field.queryset = MethodologyVersion.objects.filter(
            state=VersionState.PUBLISHED
        ).select_related("methodology")
        field.label_from_instance = lambda each: f"{each.full_code} {each.title}"

    def clean_supersedes(self) -> Any:
        found = self.cleaned_data["supersedes"]
        return found.pk if found else None
