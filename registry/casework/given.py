"""What a step was given, read with care: a form made sure of it, a program may not have."""

from __future__ import annotations

from typing import Any

from core.errors import CodedError
from registry.casework.errors import CaseCode
from registry.casework.kinds import Taking


def refuse_field(label: str, what: str, what_en: str) -> CodedError:
    return CodedError(CaseCode.FIELD_INVALID, label=label, what=what, what_en=what_en)


def text_given(taking: Taking, name: str, label: str, limit: int = 4000) -> str:
    """``data[name]`` without surrounding blanks; ``field_invalid`` when it is no text, empty or longer
    than ``limit`` characters."""
    value = taking.data.get(name)
    found = value.strip() if isinstance(value, str) else ""
    if not found:
        raise refuse_field(label, "没有填写", "it is empty")
    if len(found) > limit or "\x00" in found:
        raise refuse_field(label, f"不能超过 {limit} 字", f"it has more than {limit} characters")
    return found


def choice_given(taking: Taking, name: str, label: str, choices: Any) -> str:
    """``data[name]``, one of ``choices``; ``field_invalid`` otherwise."""
    value = str(taking.data.get(name) or "")
    if value not in set(choices):
        raise refuse_field(label, "请从列表中选择", "choose one from the list")
    return value
