"""Values of a project in words, for pages and comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from methodologies.publishing.models import MethodologyVersion
from registry.organisations.models import District, Organisation
from registry.projects.content import SHARES, label_of
from registry.projects.models import Project


def in_words(name: str, value: Any) -> str:
    """A value of :func:`registry.projects.content.content_of` as a person reads it; what a key points to
    may stand in its place."""
    if value in (None, "", []):
        return "—"
    if name == "methodology":
        version = value if isinstance(value, MethodologyVersion) else _version(value)
        return f"{version.full_code} {version.methodology.name_zh}" if version else str(value)
    if name == "district":
        known = value if isinstance(value, District) else District.objects.filter(pk=value).first()
        return str(known or value)
    if name == SHARES:
        names = Organisation.objects.in_bulk([organisation for organisation, _ in value])
        by_key = {str(key): each.name_zh for key, each in names.items()}
        return "；".join(f"{by_key.get(each, each)} {percent}%" for each, percent in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(str, value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _version(key: Any) -> MethodologyVersion | None:
    return MethodologyVersion.objects.filter(pk=key).select_related("methodology").first()


def rows_of(content: Mapping[str, Any], names: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(label_of(name), in_words(name, content.get(name))) for name in names]


def title_of(project: Project) -> str:
    """The project as another case's page names it."""
    return f"{project.code or project.number or '草稿'} {project.title}"


def share_text(project: Project) -> str:
    """The shares as they are written: a line each."""
    shares = project.shares.select_related("organisation")
    return "\n".join(f"{each.organisation.uscc} {each.percent.normalize():f}" for each in shares)
