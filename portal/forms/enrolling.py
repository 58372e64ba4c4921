"""Signing up, and applying to enrol or join an organisation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.core.files.uploadedfile import UploadedFile

from governance.audit.approvals.services.documents import LIMIT_BYTES, Upload
from governance.identity.services.sign_up import USERNAME_HELP
from registry.organisations.models import District, EnrolmentAim, EnrolmentPaper, Kind
from registry.organisations.services.enrolment_papers import TAKEN
from registry.organisations.services.enrolments import LogIn

PAPERS = [kind.value for kind in EnrolmentPaper.Kind]
LIMIT_MB = LIMIT_BYTES // 1024 // 1024
REFUSAL_FIELDS = {
    "uscc_length": "uscc",
    "uscc_characters": "uscc",
    "uscc_check": "uscc",
    "kinds_missing": "kinds",
    "kinds_conflict": "kinds",
    "district_unknown": "district",
}


class PaperField(forms.FileField):
    """A file small enough to be read into memory."""

    def __init__(self, **options: Any) -> None:
        accept = ",".join(f".{ending}" for ending in TAKEN)
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(required=False, widget=widget, **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > LIMIT_BYTES:
            raise forms.ValidationError(f"文件超过 {LIMIT_MB} MB，请压缩后再上传。")
        return file


class EnrolmentForm(forms.Form):
    """``only_new`` names what is asked for a new organisation only, ``needed_new`` what of it
    the service insists on."""

    only_new = (
        *("name_zh", "name_en", "kinds", "district", "address"),
        *("contact_name", "contact_phone", "contact_email", "licence"),
    )
    details = only_new[:-1]
    needed_new = ("name_zh", "kinds", "licence")

    aim = forms.ChoiceField(
        label="申请事项",
        choices=EnrolmentAim.choices,
        initial=EnrolmentAim.NEW,
        widget=forms.RadioSelect,
    )
    uscc = forms.CharField(
        label="统一社会信用代码", max_length=40, help_text="18 位，照营业执照填写。"
    )
    name_zh = forms.CharField(label="单位名称", max_length=200, required=False)
    name_en = forms.CharField(label="英文名称（选填）", max_length=200, required=False)
    kinds = forms.MultipleChoiceField(
        label="单位类别",
        choices=Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="可多选。",
    )
    district = forms.ModelChoiceField(
        label="所在区县",
        queryset=District.objects.all(),
        required=False,
        empty_label="外地（不在列表中）",
    )
    address = forms.CharField(label="地址（选填）", max_length=300, required=False)
    contact_name = forms.CharField(label="单位联系人（选填）", max_length=50, required=False)
    contact_phone = forms.CharField(label="联系电话（选填）", max_length=30, required=False)
    contact_email = forms.EmailField(label="联系邮箱（选填）", required=False)
    licence = PaperField(label="营业执照", help_text=f"PDF、JPG 或 PNG，不超过 {LIMIT_MB} MB。")
    authorisation = PaperField(
        label="授权书",
        help_text="单位盖章，写明授权您办理。登记新单位必须上传；加入已登记的单位可以不传。",
    )
    remark = forms.CharField(
        label="说明（选填）",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例如您在单位的部门和职务，供办理人核对。",
    )

    def organisation_fields(self) -> list[forms.BoundField]:
        own = {*EnrolmentForm.base_fields}
        return [field for field in self.visible_fields() if field.name in own]

    def application(self) -> dict[str, Any]:
        """Keyword arguments of the service."""
        data = self.cleaned_data
        aim = EnrolmentAim(data["aim"])
        asked: dict[str, Any] = {
            "aim": aim,
            "uscc": data["uscc"],
            "reason": data["remark"].strip() or f"本人申请{aim.label}",
            "papers": {
                kind: Upload(data[kind].name, data[kind].read())
                for kind in PAPERS
                if data.get(kind) and (aim == EnrolmentAim.NEW or kind not in self.only_new)
            },
        }
        if aim == EnrolmentAim.NEW:
            asked |= {name: data[name] for name in self.details if name != "district"}
            asked["district_code"] = data["district"].pk if data["district"] else None
        return asked


class SignUpForm(EnrolmentForm):
    """The person's own part comes first."""

    person = ("real_name", "phone", "email", "username", "password1", "password2")

    real_name = forms.CharField(
        label="姓名", max_length=50, help_text="照身份证件填写，与授权书一致。"
    )
    phone = forms.CharField(
        label="手机", max_length=30, widget=forms.TextInput(attrs={"inputmode": "tel"})
    )
    email = forms.EmailField(label="电子邮箱")
    username = forms.CharField(
        label="用户名",
        max_length=30,
        help_text=USERNAME_HELP,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password1 = forms.CharField(
        label="密码",
        max_length=128,
        strip=False,
        help_text=password_validators_help_text_html(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label="再次输入密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def person_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.person]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("password1") != data.get("password2") and "password2" in data:
            self.add_error("password2", "两次输入的密码不一致，请重新输入。")
        return data

    def log_in(self) -> LogIn:
        data = self.cleaned_data
        return {
            "username": data["username"],
            "password": data["password1"],
            "real_name": data["real_name"],
            "phone": data["phone"],
            "email": data["email"],
        }
