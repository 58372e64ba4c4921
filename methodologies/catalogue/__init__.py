"""The methodologies and emission factors that are shipped: one file for each version."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from methodologies.definition import Definition
from methodologies.engine import open_methodology
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.evaluating.plan import Plan
from methodologies.factors import Factors, read_factors

FOLDER = Path(__file__).parent


def paths() -> list[Path]:
    """Every methodology file, in order of name."""
    return sorted(path for path in FOLDER.glob("*.toml") if path.name != "factors.toml")


@lru_cache(maxsize=1)
def factors() -> Factors:
    """The factor tables that are shipped."""
    return read_factors((FOLDER / "factors.toml").read_bytes())


@lru_cache(maxsize=1)
def plans() -> tuple[Plan, ...]:
    """Every methodology of the catalogue, checked and compiled."""
    return tuple(open_methodology(path.read_bytes()) for path in paths())


@lru_cache(maxsize=1)
def _texts() -> dict[str, bytes]:
    raws = [path.read_bytes() for path in paths()]
    return {plan.checked.definition.sha256: raw for plan, raw in zip(plans(), raws, strict=True)}


def text_of(head: Definition) -> bytes:
    """The file a shipped definition was read from, byte for byte."""
    return _texts()[head.sha256]


def find(code: str, version: str = "") -> Plan:
    """By code and version, by ``CODE-VERSION``, by name or alias; the newest where none is named."""
    found = []
    for plan in plans():
        head = plan.checked.definition
        names = {head.code, f"{head.code}-{head.version}", head.name, *head.aliases}
        if code in names and version in {"", head.version}:
            found.append(plan)
    if not found:
        known = "、".join(
            f"{each.checked.definition.code} {each.checked.definition.version}" for each in plans()
        )
        raise MethodologyError(
            MethodologyCode.METHODOLOGY_UNKNOWN, name=f"{code} {version}".strip()[:60], known=known
        )
    return max(found, key=lambda each: each.checked.definition.version)
