"""Chinese words for what entries keep in ``detail``, so that a page shows no English keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from registry.ledger.models import Account

LABELS = {
    "purpose": "用途",
    "beneficiary": "受益人",
    "event": "活动",
    "cause": "原因",
    "document": "文书号",
    "project_name": "项目名称",
    "report": "核算报告",
    "revision_sha256": "核算版本 SHA-256",
    "methodology_sha256": "公式文件 SHA-256",
    "number": "账号",
    "from": "原值",
    "to": "新值",
    "account": "账户",
    "batch": "批次",
    "hold": "冻结或预留",
}
PURPOSES = {
    "national_ets": "全国碳市场抵销",
    "local_ets": "地方碳市场抵销",
    "event_neutrality": "大型活动碳中和",
    "corporate_offset": "企业自愿抵消",
    "public_welfare": "公益",
    "ecological_compensation": "生态环境损害赔偿",
    "personal": "个人自愿注销",
}
# Shown as links of their own, or told better by another field.
ELSEWHERE = {"account", "batch", "hold"}


def readable(detail: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """(label, value) pairs of an entry's detail; an unknown key is shown as it is."""
    return [
        (LABELS.get(key, key), _value(key, value))
        for key, value in (detail or {}).items()
        if key not in ELSEWHERE and value not in (None, "")
    ]


def _value(key: str, value: Any) -> str:
    if key == "purpose":
        return PURPOSES.get(value, str(value))
    if key in ("from", "to"):
        return str(dict(Account.Status.choices).get(value, value))
    return str(value)
