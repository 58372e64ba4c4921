"""What is wrong with a request, item by item: where (a JSON pointer, RFC 6901), a code, two sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rest_framework.exceptions import ErrorDetail

WORDS_EN: dict[str, str] = {
    "required": "This is required.",
    "null": "This must not be null.",
    "blank": "This must not be empty.",
    "invalid_choice": "This is none of the values allowed.",
    "not_a_list": "A list is expected.",
    "max_length": "This is too long.",
    "min_length": "This is too short.",
    "max_value": "This is above the greatest value allowed.",
    "min_value": "This is below the least value allowed.",
    "does_not_exist": "There is no such thing.",
}
OTHERWISE_EN = "This is not valid here; the schema says what is expected."


@dataclass(frozen=True, slots=True)
class Fault:
    """``where`` is ``body`` or ``query``; ``pointer`` leads to the item in it, empty for the whole."""

    where: str
    pointer: str
    code: str
    detail: str
    detail_en: str

    def as_dict(self) -> dict[str, str]:
        found = asdict(self)
        return {"in": found.pop("where")} | found


def faults_of(detail: Any, where: str = "body", pointer: str = "") -> list[Fault]:
    """The faults in what a serializer or a filter found wrong, in the order found."""
    return list(_walk(detail, where, pointer))


def _walk(detail: Any, where: str, pointer: str) -> Iterator[Fault]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            of_whole = name in ("non_field_errors", "__all__")
            yield from _walk(inner, where, pointer if of_whole else f"{pointer}/{escaped(name)}")
    elif isinstance(detail, list):
        said = all(isinstance(inner, str) for inner in detail)
        for place, inner in enumerate(detail):
            yield from _walk(inner, where, pointer if said else f"{pointer}/{place}")
    else:
        code = str(detail.code if isinstance(detail, ErrorDetail) else "invalid")
        yield Fault(where, pointer, code, str(detail), WORDS_EN.get(code, OTHERWISE_EN))


def escaped(name: object) -> str:
    """One step of a pointer."""
    return str(name).replace("~", "~0").replace("/", "~1")
