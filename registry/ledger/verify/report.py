"""What a run found: counts and violations, each with a stable code and a sentence in two languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from registry.ledger.models import Account, Act, Bucket, Hold
from registry.ledger.verify.faults import Breach

_BUCKETS: dict[Any, Any] = dict(Bucket.choices)
LABELS: dict[str, dict[Any, Any]] = {
    "bucket": _BUCKETS,
    "src_bucket": _BUCKETS,
    "dst_bucket": _BUCKETS,
    "act": dict(Act.choices),
    "status": dict(Account.Status.choices) | dict(Hold.Status.choices),
}


class Breached(Protocol):
    """A member of an enum of faults."""

    @property
    def code(self) -> str: ...

    @property
    def value(self) -> Breach: ...


class _Blank(dict[str, Any]):
    def __missing__(self, name: str) -> str:
        return "—"


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong. ``found`` is how many of the kind there are; only some are listed."""

    fault: Breached
    where: dict[str, Any]
    found: int = 1

    @property
    def code(self) -> str:
        return self.fault.code

    @property
    def zh(self) -> str:
        return self.fault.value.zh.format_map(
            _Blank(_readable(self.where) | _in_chinese(self.where))
        )

    @property
    def en(self) -> str:
        return self.fault.value.en.format_map(_Blank(_readable(self.where)))

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "law": self.fault.value.law,
            "message": self.zh,
            "message_en": self.en,
            "where": {name: value for name, value in self.where.items() if value is not None},
            "found": self.found,
        }


@dataclass(slots=True)
class Report:
    """The outcome of one run; ``as_dict`` is the command's last line."""

    batches: int = 0
    blocks: int = 0
    moves: int = 0
    leaves: int = 0
    violations: list[Violation] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.violations

    @property
    def codes(self) -> set[str]:
        return {violation.code for violation in self.violations}

    def as_dict(self) -> dict[str, Any]:
        return {
            "ok": self.ok,
            "batches": self.batches,
            "blocks": self.blocks,
            "moves": self.moves,
            "violations": [violation.as_dict() for violation in self.violations],
        }


def _in_chinese(where: dict[str, Any]) -> dict[str, str]:
    return {
        name: str(labels[value])
        for name, labels in LABELS.items()
        if (value := where.get(name)) in labels
    }


def _readable(where: dict[str, Any]) -> dict[str, Any]:
    return {name: "—" if value is None else value for name, value in where.items()}
