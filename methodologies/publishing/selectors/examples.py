"""Worked examples with what the last proof of exactly this definition found."""

from __future__ import annotations

from typing import Any

from methodologies.definition import Definition
from methodologies.publishing.models import MethodologyVersion
from registry.casework.models import Event

UNPROVED = "尚未验证"


def last_proof(version: MethodologyVersion) -> dict[str, Any] | None:
    """The record of the last proof of the present definition, if it was proved."""
    if version.proved_at is None:
        return None
    found = Event.objects.filter(case_id=version.pk, step="run_checks").order_by("-at", "-pk")
    event = found.filter(detail__sha256=version.definition_sha256).first()
    return event.detail if event else None


def example_rows(version: MethodologyVersion, definition: Definition) -> list[tuple[str, ...]]:
    """Headings, then each example: name, what the file expects, what came out, whole tonnes."""
    proof = last_proof(version)
    results = {each["name"]: each for each in proof["examples"]} if proof else {}
    rows: list[tuple[str, ...]] = [("算例", "文件所写", "计算结果", "可签发（吨）")]
    for each in definition.examples:
        expected = [f"{e.symbol} = {e.text}" for e in each.expected]
        if each.issued_t is not None:
            expected.append(f"{each.issued_t:,} 吨")
        result = results.get(each.name)
        exact = f"{result['exact']} {result['unit']}".removesuffix(" 1") if result else UNPROVED
        tonnes = result["issued_t"] if result else None
        rows.append(
            (each.name, "；".join(expected), exact, "—" if tonnes is None else f"{tonnes:,}")
        )
    return rows
