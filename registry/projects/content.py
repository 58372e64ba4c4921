"""What a project is applied for with, as plain values: what a validator signs, and what a change
changes. The names are those of the model's fields."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from registry.casework.services.files import current_files
from registry.projects.models import Project

FIELDS = (
    "title", "district_id", "methodology_id", "product_class", "technology", "description", "address",
    "longitude", "latitude", "equipment", "construction_from", "operation_from", "crediting_from",
    "crediting_to", "expected_t", "additionality", "no_legal_duty", "outside_allowances",
    "not_claimed",
)  # fmt: skip


def content_of(project: Project) -> dict[str, Any]:
    """The fields as plain JSON: dates and decimals as text."""
    found = {name: getattr(project, name) for name in FIELDS}
    return json.loads(json.dumps(found, cls=DjangoJSONEncoder))


def content_sha256(project: Project) -> str:
    """Of the fields and the hashes of the documents in force, in one canonical order."""
    files = sorted([each.category, each.sha256] for each in current_files(project))
    whole = json.dumps(
        {"fields": content_of(project), "files": files}, ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(whole.encode()).hexdigest()
