"""The formats an import knows (docs/import-formats.md): one module each, one entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from registry.imports.formats import blocks, car
from registry.imports.planning import Plan, as_given
from registry.imports.records import History
from registry.imports.serial_prefixes import from_serial_prefixes


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is read and made into batches, and which registry it comes from.

    ``programme`` is where its units go; None where the caller may choose.
    """

    name: str
    read: Callable[[Path, Path], History]
    plan: Callable[[History, str], Plan]
    default_programme: str
    fixed: bool
    name_zh: str
    name_en: str
    authority: str


FORMATS: dict[str, Format] = {
    "car": Format(
        name="car",
        read=car.read,
        plan=from_serial_prefixes,
        default_programme="CAR",
        fixed=True,
        name_zh="美国气候行动储备公开登记记录",
        name_en="Climate Action Reserve, public registry",
        authority="Climate Action Reserve",
    ),
    "blocks": Format(
        name="blocks",
        read=blocks.read,
        plan=as_given,
        default_programme="EXT",
        fixed=False,
        name_zh="外部登记簿公开记录",
        name_en="Public records of another registry",
        authority="原登记机构",
    ),
}
