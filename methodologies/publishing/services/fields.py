"""What a compiler fills in about a methodology and its version, checked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from core.errors import CodedError
from methodologies.definition import PRODUCT_CLASSES
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.models import Methodology, MethodologyVersion
from methodologies.publishing.selectors.published import current_version
from registry.casework.errors import CaseCode
from registry.organisations.models import Organisation, Status

CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,29}")
VERSION_CODE = re.compile(r"[A-Z0-9][A-Z0-9.]{0,9}")
NAME_MOST, SUMMARY_MOST, TRANSITION_MOST = 150, 5000, 2000


def wrong(label: str, what: str, what_en: str) -> CodedError:
    return CodedError(CaseCode.FIELD_INVALID, label=label, what=what, what_en=what_en)


def check_code(code: str) -> str:
    if not CODE.fullmatch(code):
        raise wrong(
            "代码", "大写字母、数字、点和连字符，至多 30 个字符", "capitals, digits, . and -"
        )
    return code


def check_version_code(code: str) -> str:
    if not VERSION_CODE.fullmatch(code):
        raise wrong("版本", "大写字母、数字和点，至多 10 个字符", "capitals, digits and .")
    return code


def check_names(data: Mapping[str, Any]) -> dict[str, str]:
    """``name_zh``, ``name_en`` and ``product_class``. Raises ``field_invalid``."""
    name = str(data["name_zh"]).strip()
    if not 0 < len(name) <= NAME_MOST:
        raise wrong("名称", f"1 至 {NAME_MOST} 字", f"1 to {NAME_MOST} characters")
    if data["product_class"] not in PRODUCT_CLASSES:
        raise wrong("产品类别", "、".join(PRODUCT_CLASSES), "one of the three classes")
    return {
        "name_zh": name,
        "name_en": str(data.get("name_en") or "").strip()[:200],
        "product_class": data["product_class"],
    }


def check_texts(data: Mapping[str, Any]) -> dict[str, Any]:
    """``summary`` and ``transition_zh``, as far as given. Raises ``field_invalid``."""
    found = {}
    limits = (
        ("summary", "适用范围与说明", SUMMARY_MOST),
        ("transition_zh", "新旧版本衔接", TRANSITION_MOST),
    )
    for field, label, most in limits:
        if field in data:
            found[field] = str(data[field] or "").strip()
            if len(found[field]) > most:
                raise wrong(label, f"不超过 {most} 字", f"at most {most} characters")
    return found


def superseded(methodology: Methodology, chosen: UUID | str | None) -> MethodologyVersion | None:
    """The version that a new one supersedes: the published one, if there is any, and chosen. Raises
    ``supersedes_needed``, ``supersedes_invalid``."""
    current = current_version(methodology)
    if current is not None and not chosen:
        raise CodedError(
            PublishingCode.SUPERSEDES_NEEDED, code=methodology.code, version=current.version_code
        )
    if chosen and (current is None or str(current.pk) != str(chosen)):
        raise CodedError(PublishingCode.SUPERSEDES_INVALID)
    return current


def require_free(methodology: Methodology, version_code: str, *, but: UUID | None = None) -> None:
    """Raises ``version_code_taken``."""
    taken = MethodologyVersion.objects.filter(methodology=methodology, version_code=version_code)
    if (taken if but is None else taken.exclude(pk=but)).exists():
        raise CodedError(
            PublishingCode.VERSION_CODE_TAKEN, code=methodology.code, version=version_code
        )


def compilers(codes: Iterable[str], lead: Organisation) -> list[Organisation]:
    """Co-compilers by 统一社会信用代码, without the lead. Raises ``field_invalid`` for one unknown."""
    wanted = {code.strip().upper() for code in codes if code.strip()} - {lead.uscc}
    found = list(Organisation.objects.filter(uscc__in=wanted, status=Status.ACTIVE))
    if missing := sorted(wanted - {each.uscc for each in found}):
        raise wrong("参编单位", f"没有登记的单位 {missing[0]}", f"no organisation {missing[0]}")
    return found
