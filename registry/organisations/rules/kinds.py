"""Which kinds an organisation may have together."""

from __future__ import annotations

from collections.abc import Iterable

from core.errors import CodedError
from registry.organisations.errors import OrganisationCode
from registry.organisations.models.organisation import Kind


def checked_kinds(kinds: Iterable[str]) -> list[str]:
    """The kinds in the enum's order, each once; or ``kinds_missing``, ``kind_unknown``,
    ``kinds_conflict``."""
    chosen = set(kinds)
    if not chosen:
        raise CodedError(OrganisationCode.KINDS_MISSING)
    unknown = chosen - set(Kind.values)
    if unknown:
        raise CodedError(OrganisationCode.KIND_UNKNOWN, chosen=sorted(unknown)[0])
    if {Kind.KEY_EMITTER, Kind.GENERAL} <= chosen:
        raise CodedError(OrganisationCode.KINDS_CONFLICT)
    return [kind.value for kind in Kind if kind in chosen]


def may_hold(kinds: Iterable[str]) -> bool:
    """R-VVB-01: a body that validates or verifies (审定与核查机构) may not hold or trade units."""
    return Kind.VERIFIER not in set(kinds)
