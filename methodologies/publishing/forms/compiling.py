"""Forms of what the compiler does, and of the definition."""

from __future__ import annotations

from typing import Any

from django import forms

from methodologies import limits
from methodologies.definition import PRODUCT_CLASSES
from methodologies.publishing.categories import CATEGORIES, OTHER
from methodologies.publishing.models import MethodologyVersion, State
from methodologies.publishing.selectors.published import current_version
from methodologies.publishing.services.fields import NAME_MOST, SUMMARY_MOST, TRANSITION_MOST
from registry.casework.forms import FilesForm, StepForm
from registry.casework.services.files import current_files


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 60})


class EditForm(StepForm):
    """The draft as it is; the methodology's own names only while this is its first version."""

    name_zh = forms.CharField(label="名称", max_length=NAME_MOST)
    name_en = forms.CharField(label="英文名称", max_length=200, required=False)
    product_class = forms.ChoiceField(
        label="产品类别", choices=[(each, each) for each in PRODUCT_CLASSES]
    )
    version_code = forms.CharField(label="版本", max_length=10, help_text="例如 V01")
    summary = forms.CharField(
        label="适用范围与说明", max_length=SUMMARY_MOST, required=False, widget=area(6)
    )
    supersedes = forms.ChoiceField(label="取代的版本", required=False)
    transition_zh = forms.CharField(
        label="新旧版本衔接", max_length=TRANSITION_MOST, required=False, widget=area(4),
        help_text="取代已有版本时必填：已登记的项目何时、如何改用新版本。",
    )  # fmt: skip
    co_compilers = forms.CharField(
        label="参编单位", required=False, widget=area(3), help_text="统一社会信用代码，每行一个。"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        version: MethodologyVersion = self.case
        methodology = version.methodology
        if methodology.versions.exclude(pk=version.pk).exists():
            for name in ("name_zh", "name_en", "product_class"):
                del self.fields[name]
        current = current_version(methodology)
        if current is None:
            del self.fields["supersedes"], self.fields["transition_zh"]
        else:
            choices = [("", "（不取代）"), (str(current.pk), str(current))]
            self.fields["supersedes"].choices = choices  # type: ignore[attr-defined]
        self.initial = dict(self.initial) | {
            "name_zh": methodology.name_zh,
            "name_en": methodology.name_en,
            "product_class": methodology.product_class,
            "version_code": version.version_code,
            "summary": version.summary,
            "supersedes": str(version.supersedes_id or ""),
            "transition_zh": version.transition_zh,
            "co_compilers": "\n".join(each.uscc for each in version.co_compilers.all()),
        }

    def data_for_step(self) -> dict[str, Any]:
        found = super().data_for_step()
        return found | {"co_compilers": found["co_compilers"].split()}


class AddFileForm(FilesForm):
    """Documents of one category; after the draft only other papers."""

    category = forms.ChoiceField(label="类别")
    replaces = forms.ChoiceField(
        label="替换", required=False, help_text="选择后，新文件代替该材料；旧文件保留在记录中。"
    )
    field_order = ["category", "materials", "replaces", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["materials"].required = True
        draft = self.case.state == State.DRAFT
        kept = [(code, zh) for code, zh in CATEGORIES.items() if draft or code == OTHER]
        self.fields["category"].choices = kept  # type: ignore[attr-defined]
        files = [f for f in current_files(self.case) if draft or f.category == OTHER]
        self.fields["replaces"].choices = [  # type: ignore[attr-defined]
            ("", "（不替换）"), *[(str(f.uuid), f"{CATEGORIES[f.category]}：{f.name}") for f in files]
        ]  # fmt: skip


class DefinitionForm(StepForm):
    """The definition as a file or as text; ``data["definition"]`` is its text."""

    file = forms.FileField(
        label="公式文件", required=False, widget=forms.FileInput(attrs={"accept": ".toml"}),
        help_text="TOML 文件，格式见 docs/methodology-format.md。",
    )  # fmt: skip
    text = forms.CharField(
        label="或粘贴文件内容", required=False, strip=False, widget=area(20),
        help_text="上传了文件的，以文件为准。",
    )  # fmt: skip
    field_order = ["file", "text", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["text"] = self.case.definition

    def clean_file(self) -> str:
        found = self.cleaned_data["file"]
        if found is None:
            return ""
        if found.size > limits.FILE_BYTES:
            raise forms.ValidationError(f"文件不能超过 {limits.FILE_BYTES // 1024} KB。")
        try:
            return str(found.read().decode("utf-8"))
        except UnicodeDecodeError:
            raise forms.ValidationError("文件无法读取，请以 UTF-8 保存。") from None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        text = found.get("file") or str(found.get("text") or "").replace("\r\n", "\n")
        if not self.errors and not text.strip():
            self.add_error("file", "请上传文件，或粘贴文件内容。")
        return found | {"definition": text}

    def data_for_step(self) -> dict[str, Any]:
        return {"definition": self.cleaned_data["definition"]}


class ConfirmForm(StepForm):
    """Confirms one definition, by its hash."""

    sha256 = forms.CharField(
        label="公式文件 SHA-256", max_length=64,
        widget=forms.TextInput(attrs={"readonly": True, "size": 66}),
        help_text="您确认的是这一份文件的公式和算例结果。文件一经改动，须重新确认。",
    )  # fmt: skip
    field_order = ["sha256", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["sha256"] = self.case.definition_sha256
