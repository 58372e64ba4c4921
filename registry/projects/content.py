"""What a project is applied for with, as plain values: what a validator signs, and what a change
changes. The names are those of the model's fields; ``shares`` stand beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from registry.casework.services.files import current_files
from registry.projects.models import Project

# What the applicant writes; the product class follows from the methodology.
GIVEN = (
    "title", "district", "methodology", "technology", "description", "address", "longitude",
    "latitude", "equipment", "construction_from", "operation_from", "crediting_from", "crediting_to",
    "expected_t", "additionality", "no_legal_duty", "outside_allowances", "not_claimed",
)  # fmt: skip
FIELDS = (*GIVEN, "product_class")
SHARES = "shares"

Content = dict[str, Any]


def field_of(name: str) -> Any:
    return Project._meta.get_field(name)


def label_of(name: str) -> str:
    return "收益分配" if name == SHARES else str(field_of(name).verbose_name)


def content_of(project: Project) -> Content:
    """The fields and shares as plain JSON: dates, decimals and keys as text."""
    found = fields_of(project)
    shares = project.shares.order_by("organisation_id").values_list("organisation_id", "percent")
    found[SHARES] = [[str(each), f"{percent.normalize():f}"] for each, percent in shares]
    return plain(found)


def fields_of(project: Project) -> Content:
    """The fields alone."""
    return plain({name: field_of(name).value_from_object(project) for name in FIELDS})


def plain(values: Mapping[str, Any]) -> Content:
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Names whose values differ, in the order of the fields."""
    return [name for name in (*FIELDS, SHARES) if before.get(name) != after.get(name)]


def content_sha256(project: Project) -> str:
    """Of the content, the claims elsewhere and the hashes of the documents in force, in one canonical
    order. The reports of bodies are left out: they are about it, not of it."""
    files = sorted(
        [each.category, each.sha256]
        for each in current_files(project)
        if each.category != "validation_report"
    )
    claims = project.claims.order_by("pk").values_list(
        "scheme", "reference", "period_from", "period_to", "quantity", "unit"
    )
    whole = {"content": content_of(project), "files": files, "claims": [list(c) for c in claims]}
    text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
