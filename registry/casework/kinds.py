"""Kinds of cases and their steps. Each room above registers its kind in ``ready()``.

The steps of a kind are its rights matrix: who (party) may do what (step) in which state. Buttons of
the admin and the portal, the service that takes a step, docs/rights.md and the test that walks every
cell all read this one table; there is no second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms

from core.errors import CodedError
from governance.audit.approvals.kinds import Row
from governance.identity.actor import Actor
from registry.casework.errors import CaseCode
from registry.casework.models import Case
from registry.casework.parties import Party

Data = Mapping[str, Any]


@dataclass(slots=True)
class Taking:
    """A step being taken: effects set attributes on ``case`` (saved once, after all of them) and put
    what should stand in the record into ``detail``. ``source`` is the state before."""

    case: Any
    step: Step
    actor: Actor
    party: Party
    reason: str
    data: Data
    source: str
    detail: dict[str, Any] = field(default_factory=dict)


Effect = Callable[[Taking], None]


def _nothing(taking: Taking) -> None:
    return None


def _always(case: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that can be done in a case.

    ``states``   where it may be taken; ``move`` the name of the model's transition, empty when the
                 state stays.
    ``check``    raises a coded error while something still stands against it; ``effect`` does it.
    ``form``     asks for more than the reason: a :class:`registry.casework.forms.StepForm`, or a
                 function that makes one, called with ``case`` and ``actor``.
    ``second``   done only when another proposed it: ``proposers`` propose (in 复核), ``parties`` decide.
                 Without proposers it is part of another such step (a version superseded by the next).
    ``tells``    parts of participants that get a message.
    ``label``    of the reason field, where it is an opinion or an answer rather than a reason.
    ``offered``  whether its button is shown for the case as it is now; ``check`` refuses in words.
    """

    code: str
    zh: str
    en: str
    parties: frozenset[Party]
    states: frozenset[str]
    move: str = ""
    check: Effect = _nothing
    effect: Effect = _nothing
    form: Callable[..., forms.Form] | None = None
    second: bool = False
    proposers: frozenset[Party] = frozenset()
    tells: frozenset[str] = frozenset()
    label: str = "办理理由"
    warning: str = ""
    offered: Callable[[Any], bool] = _always


@dataclass(frozen=True, slots=True)
class Check:
    """What the system found about a case, for the reviewer: ``level`` is ``ok``, ``note``, ``warn`` or
    ``fail``; ``evidence`` are rows shown side by side."""

    level: str
    text: str
    rule: str = ""
    evidence: Sequence[Row] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of what was applied for: a heading, and rows or a table (first row: headings) or html."""

    title: str
    rows: Sequence[Row] = ()
    table: Sequence[Sequence[Any]] = ()
    html: str = ""


@dataclass(frozen=True, slots=True)
class CaseKind:
    """``turn`` says for each state whose move it is: desks and messages follow it.

    ``sections`` show what was applied for, ``checks`` what the system found; ``categories`` of
    documents by code; ``public`` the states in which everybody may see the case; ``hidden`` the
    states in which staff may not see it yet (drafts). ``sections`` are for everybody who sees the case,
    the public too; ``checks`` for staff; ``opinions`` (of the case, for parties) for those parties.
    ``records`` names what stands in the record of a case without being a step of it. ``joins`` are rows
    that the sections read, fetched with the case.
    """

    code: str
    zh: str
    en: str
    model: type[Case]
    series: str
    steps: Mapping[str, Step]
    turn: Mapping[str, frozenset[Party]]
    public: frozenset[str]
    hidden: frozenset[str] = frozenset({"draft"})
    sections: Callable[[Any], Sequence[Section]] = lambda case: ()
    checks: Callable[[Any], Sequence[Check]] = lambda case: ()
    opinions: Callable[[Any, Iterable[Party]], Sequence[Section]] = lambda case, parties: ()
    categories: Mapping[str, str] = field(default_factory=dict)
    joins: tuple[str, ...] = ()
    records: Mapping[str, str] = field(default_factory=dict)

    def step(self, code: str) -> Step:
        """The step of that code; ``step_unknown`` otherwise."""
        try:
            return self.steps[code]
        except KeyError:
            raise CodedError(CaseCode.STEP_UNKNOWN, step=code) from None

    def record_zh(self, code: str) -> str:
        """What an event of that code is called; the code itself when nobody knows it any more."""
        step = self.steps.get(code)
        return step.zh if step else {"begin": "新建", **self.records}.get(code, code)


_kinds: dict[str, CaseKind] = {}


def register(kind: CaseKind) -> None:
    """Make the kind known. Registering one twice is a mistake of the program."""
    if kind.code in _kinds:
        raise ValueError(f"case kind {kind.code!r} is registered twice")
    _kinds[kind.code] = kind


def kind_of(case: Case | str) -> CaseKind:
    """The kind of a case, or of that code."""
    code = case if isinstance(case, str) else case.kind
    try:
        return _kinds[code]
    except KeyError:
        raise CodedError(CaseCode.CASE_UNKNOWN) from None


def all_kinds() -> list[CaseKind]:
    return list(_kinds.values())


def steps(*listed: Step) -> dict[str, Step]:
    """By code; the same code twice is a mistake of the program."""
    found = {step.code: step for step in listed}
    if len(found) != len(listed):
        raise ValueError("a step is listed twice")
    return found
