"""A version's definition, compiled once for each hash."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from core.errors import CodedError
from methodologies.engine import open_methodology
from methodologies.evaluating.plan import Plan
from methodologies.publishing.errors import PublishingCode
from methodologies.publishing.models import MethodologyVersion


@dataclass(frozen=True, slots=True)
class _Source:
    """Equal to another by its hash alone."""

    sha256: str
    text: str = field(compare=False, repr=False)


def plan_of(version: MethodologyVersion) -> Plan:
    """The version's plan. Raises ``definition_missing`` where there is no file yet."""
    if not version.definition:
        raise CodedError(PublishingCode.DEFINITION_MISSING, case=str(version))
    return _compiled(_Source(version.definition_sha256, version.definition))


@lru_cache(maxsize=128)
def _compiled(source: _Source) -> Plan:
    return open_methodology(source.text.encode())
