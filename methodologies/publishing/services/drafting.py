"""What the compiler does: edit the draft, add documents, submit, withdraw."""

from __future__ import annotations

from core.errors import CodedError
from methodologies.publishing.categories import CATEGORIES, NEEDED, OTHER, PUBLIC
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.models import Methodology, MethodologyVersion, State
from methodologies.publishing.services import fields
from methodologies.publishing.services.definitions import require_own
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking
from registry.casework.services import clocks, notices
from registry.casework.services.files import add_files, require_files
from registry.casework.services.numbering import case_number

SERIES = "FF"
EDITED = frozenset(
    {"name_zh", "name_en", "product_class", "version_code", "summary", "transition_zh", "supersedes",
     "co_compilers"}
)  # fmt: skip


def edit(taking: Taking) -> None:
    """Change what ``data`` names. The methodology's own names are the first version's to change."""
    version, data = taking.case, dict(taking.data)
    if unknown := set(data) - EDITED:
        raise fields.wrong("、".join(sorted(unknown)), "不能在草稿中修改", "not part of the draft")
    methodology = Methodology.objects.select_for_update().get(pk=version.methodology_id)
    _edit_names(version, methodology, data)
    if "version_code" in data:
        code = fields.check_version_code(data["version_code"])
        fields.require_free(methodology, code, but=version.pk)
        version.version_code = code
    for name, text in fields.check_texts(data).items():
        setattr(version, name, text)
    if "supersedes" in data:
        version.supersedes = fields.superseded(methodology, data["supersedes"])
    if "co_compilers" in data:
        version.co_compilers.set(fields.compilers(data["co_compilers"], version.applicant))
    version.title = f"{methodology.name_zh}（{version.version_code}）"
    taking.detail["changed"] = sorted(data)


def _edit_names(
    version: MethodologyVersion, methodology: Methodology, data: dict[str, str]
) -> None:
    keys = ("name_zh", "name_en", "product_class")
    given = {key: data[key] for key in keys if key in data}
    present = {key: getattr(methodology, key) for key in keys}
    names = fields.check_names(present | given)
    if names == present:
        return
    if methodology.versions.exclude(pk=version.pk).exists():
        raise fields.wrong("名称与类别", "随方法学原有版本，不能更改", "kept from earlier versions")
    for key, value in names.items():
        setattr(methodology, key, value)
    methodology.save()


def add_file(taking: Taking) -> None:
    """Keep ``data["uploads"]`` in ``data["category"]``; after the draft the bureau adds other papers
    only, so that what was submitted stays."""
    category = taking.data["category"]
    if category not in CATEGORIES or (taking.case.state != State.DRAFT and category != OTHER):
        raise CodedError(CaseCode.FILE_CATEGORY, category=CATEGORIES.get(category, category))
    uploads = taking.data["uploads"]
    if not uploads:
        raise CodedError(CaseCode.FILE_MISSING, category=CATEGORIES[category])
    replaces = taking.data.get("replaces") or None
    add_files(taking, category, uploads, public=category in PUBLIC, replaces=replaces)


def check_submit(taking: Taking) -> None:
    """Complete: a summary, the documents, and for a new version what it supersedes and how."""
    version: MethodologyVersion = taking.case
    if not version.summary.strip():
        raise CodedError(
            CaseCode.CASE_INCOMPLETE, case=str(version), missing="适用范围与说明",
            act=taking.step.zh, act_en=taking.step.en,
        )  # fmt: skip
    require_files(version, *NEEDED)
    earlier = fields.superseded(version.methodology, version.supersedes_id)
    if earlier is not None and not version.transition_zh.strip():
        raise CodedError(PublishingCode.TRANSITION_NEEDED)
    if version.definition:
        require_own(version)


def submit(taking: Taking) -> None:
    taking.case.number = taking.case.number or case_number(taking.case.programme_id, SERIES)


def break_off(taking: Taking) -> None:
    """Withdrawn, sent back or refused: a running notice and every clock end."""
    notices.end_notice(taking)
    clocks.end(taking.case)
