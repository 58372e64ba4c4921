"""What a methodology file says, as plain data: the shape between reading, checking and evaluating.

Formulas are trees already; units are still text with their line, for the checker to judge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from methodologies.language.tree import Node

PRODUCT_CLASSES = ("能源替代", "资源节约", "生态保护")
# official: the text was read. unread: a known number, its text not read. sample: no official text.
STATUSES = ("official", "unread", "sample", "rule")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text or number comes from, the clause, and whether it was read there."""

    text: str = ""
    clause: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """``text`` as written and its tree; ``line`` is that of the key in the file."""

    text: str
    tree: Node
    line: int


@dataclass(frozen=True, slots=True)
class Rounding:
    """``mode`` with a number of decimals, or of significant digits, in the symbol's own unit."""

    mode: str
    decimals: int | None = None
    significant: int | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """An input: a number with a unit, a text, or yes/no. Columns of tables are parameters too."""

    symbol: str
    line: int
    name: str
    name_en: str = ""
    kind: str = "number"  # number, integer, text, boolean
    unit: str = "1"
    monitored: bool = False
    minimum: Fraction | None = None
    maximum: Fraction | None = None
    default: Any = None
    optional: bool = False
    choices: tuple[str, ...] = ()
    factor: str = ""
    region: str = ""
    table: str = ""
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of inputs; or, with ``first`` and ``last``, rows made by counting (years)."""

    symbol: str
    line: int
    name: str
    columns: tuple[Parameter, ...]
    max_rows: int
    min_rows: int = 1
    counter: str = ""
    first: Formula | None = None
    last: Formula | None = None


@dataclass(frozen=True, slots=True)
class LookupKey:
    """``match`` is exact, floor (the greatest key not above) or ceiling (the least not below)."""

    name: str
    unit: str
    match: str
    is_text: bool


@dataclass(frozen=True, slots=True)
class LookupTable:
    symbol: str
    line: int
    name: str
    keys: tuple[LookupKey, ...]
    values: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Equation:
    """One symbol and its formula; with ``each``, one value for every row of that table.

    Applied in this order: ``when`` (else ``otherwise``), formula, ``floor`` and ``cap``, rounding.
    """

    symbol: str
    line: int
    name: str
    unit: str
    formula: Formula
    name_en: str = ""
    each: str = ""
    when: Formula | None = None
    otherwise: Formula | None = None
    cap: Formula | None = None
    floor: Formula | None = None
    rounding: Rounding | None = None
    may_be_given: bool = False
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Condition:
    """An eligibility condition; one whose inputs are not given is reported as not assessed."""

    id: str
    line: int
    name: str
    formula: Formula
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Expected:
    """A value an example must give: exactly, or when rounded half up to ``decimals``."""

    symbol: str
    text: str
    decimals: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Example:
    name: str
    line: int
    inputs: dict[str, Any]
    expected: tuple[Expected, ...]
    issued_t: int | None = None
    on: str = ""
    source: Source = field(default_factory=Source)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole methodology version."""

    code: str
    version: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    status: str
    product_class: str
    programmes: tuple[str, ...]
    result: str
    issue_rounding: str
    buffer_symbol: str
    note: str
    source: Source
    parameters: dict[str, Parameter]
    tables: dict[str, Table]
    lookups: dict[str, LookupTable]
    equations: dict[str, Equation]
    conditions: tuple[Condition, ...]
    examples: tuple[Example, ...]
    lines: dict[str, int]
    sha256: str
