"""Issuing a numbered letter (通知书) as part of a step."""

from __future__ import annotations

from collections.abc import Sequence

from core import clock
from registry.casework.kinds import Taking
from registry.casework.models import CaseLetter
from registry.casework.services.numbering import next_number

# code: (what stands in the number, title)
LETTERS = {
    "accepted": ("受理", "受理通知书"),
    "not_accepted": ("不予受理", "不予受理通知书"),
    "correction": ("补正", "补正通知书"),
    "registered": ("登记", "登记通知书"),
    "refused": ("不予登记", "不予登记通知书"),
    "issued": ("签发", "减排量签发通知书"),
    "published": ("发布", "方法学发布通知书"),
    "not_published": ("不予发布", "方法学不予发布通知书"),
    "changed": ("变更", "项目变更登记通知书"),
    "not_changed": ("不予变更", "不予变更登记通知书"),
    "deregistered": ("注销登记", "项目注销登记通知书"),
    "cancel_order": ("责令取消", "责令取消减排量通知书"),
}


def issue_letter(taking: Taking, kind: str, paragraphs: Sequence[str]) -> CaseLetter:
    """Write the letter and give it the next number of its kind, programme and year:
    ``BJ 受理〔2026〕12 号``."""
    case = taking.case
    mark, title = LETTERS[kind]
    year, last = next_number(f"{case.programme_id}-{kind}")
    letter = CaseLetter.objects.create(
        case_id=case.uuid,
        kind=kind,
        number=f"{case.programme_id} {mark}〔{year}〕{last} 号",
        title=title,
        addressee=case.applicant.name_zh,
        paragraphs=list(paragraphs),
        sender=case.programme.authority,
        issued_on=clock.today(),
        issued_by=taking.actor.name,
    )
    taking.detail.setdefault("letters", []).append(letter.number)
    return letter
