"""Where a rule is kept: the lines of code that name it, the tests, and the refusals it causes."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from django.conf import settings

from core.errors import Sentence

ROOMS = (
    "core",
    "governance",
    "methodologies",
    "registry",
    "trading",
    "reports",
    "disclosure",
    "portal",
)
RULE_ID = re.compile(r"R-[A-Z]{2,12}-\d{2}")
# What names rules without keeping them.
LISTS = ("catalogue.py", "errors.py", "faults.py", "finding.py", "planned.py")
PLANS = "planned.py"


@dataclass(frozen=True, slots=True)
class Place:
    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


def kept_at(rule: str) -> list[Place]:
    """The first line that names the rule in each file of code that keeps it."""
    return [place for place in named_at(rule, *ROOMS) if not place.path.endswith(LISTS)]


def places_of_tests(rule: str) -> list[Place]:
    return named_at(rule, "tests")


def named_at(rule: str, *folders: str) -> list[Place]:
    return [place for folder in folders for place in _search(Path(settings.BASE_DIR), folder, rule)]


def refused_as(rule: str) -> list[str]:
    """The codes of the refusals that name the rule."""
    return sorted(code for code, sentence in _sentences() if sentence.rule == rule)


def ids_in_code() -> set[str]:
    """Every rule id that a file of code names; migrations and the list of planned rules aside."""
    root = Path(settings.BASE_DIR)
    return {
        found
        for folder in ROOMS
        for path in _files(root / folder)
        if path.name != PLANS
        for found in RULE_ID.findall(path.read_text("utf-8"))
    }


def _search(root: Path, folder: str, rule: str) -> Iterator[Place]:
    for path in _files(root / folder):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if rule in line:
                yield Place(str(path.relative_to(root)), number)
                break


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".py", ".sql") and "migrations" not in path.parts
    )


def _sentences() -> Iterator[tuple[str, Sentence]]:
    root = Path(settings.BASE_DIR)
    for path in (each for room in ROOMS for each in _files(root / room)):
        if path.name != "errors.py":
            continue
        module = importlib.import_module(".".join(path.relative_to(root).with_suffix("").parts))
        for kind in vars(module).values():
            if (
                isinstance(kind, type)
                and issubclass(kind, Enum)
                and kind.__module__ == module.__name__
            ):
                for member in kind:
                    if isinstance(member.value, Sentence):
                        yield member.name.lower(), member.value
