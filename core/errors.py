"""Errors that a person can act on and a program can match.

A room lists its refusals in one enum whose members are :class:`Sentence`; raising one is
``raise CodedError(LedgerCode.INSUFFICIENT, available_t=5)``. The member's lower-case name is the
stable code. Nothing here knows a word of the domain.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a person reads: what is wrong and what to do next, in Chinese and in English.

    ``{name}`` is filled from the error's parameters. ``rule`` is the id in docs/rules.md;
    ``status`` is the HTTP status an API answers with.
    """

    zh: str
    en: str
    rule: str | None = None
    status: int = 422


class CodedError(Exception):
    """A refusal with a stable code; nothing was changed when it is raised."""

    def __init__(self, kind: Enum, /, **params: Any) -> None:
        if not isinstance(kind.value, Sentence):
            raise TypeError(f"{kind!r} is not a Sentence")
        self.kind = kind
        self.params = params
        super().__init__(f"{self.code}: {self.zh}")

    @property
    def code(self) -> str:
        return self.kind.name.lower()

    @property
    def sentence(self) -> Sentence:
        return self.kind.value

    @property
    def zh(self) -> str:
        return _fill(self.sentence.zh, self.params)

    @property
    def en(self) -> str:
        # `status_code` beside `status`: the label is for the Chinese reader, the code for this one.
        codes = {n[:-5]: value for n, value in self.params.items() if n.endswith("_code")}
        return _fill(self.sentence.en, self.params | codes)

    def as_dict(self) -> dict[str, Any]:
        """The error for programs: code, rule, both sentences, parameters."""
        return {
            "code": self.code,
            "rule": self.sentence.rule,
            "message": self.zh,
            "message_en": self.en,
            "params": self.params,
        }


class _Blank(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "—"


def _fill(text: str, params: dict[str, Any]) -> str:
    return text.format_map(_Blank(params))
