"""The tree of a formula. Every later reader (checker, evaluator, trace, columnar engines) walks it.

Nodes compare by content, so that one node stands for all its copies. ``column`` is where a node
begins in the formula's text, for errors only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Number:
    """A literal, ``5`` or ``5[kg]``; ``text`` is the number as written."""

    value: Fraction
    text: str
    unit: str | None = None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    value: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Symbol:
    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Unary:
    """``-`` or ``not``."""

    op: str
    operand: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """``+ - * / ^``, a comparison, ``and`` or ``or``."""

    op: str
    left: Node
    right: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class If:
    condition: Node
    then: Node
    otherwise: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """``min max abs exp ln sqrt``."""

    function: str
    arguments: tuple[Node, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """``sum mean count least greatest variance first last`` over the rows of ``table``."""

    function: str
    table: str
    body: Node | None
    where: Node | None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Previous:
    """``prev(X, initial)``: X in the row before, and ``initial`` in the first row."""

    symbol: str
    initial: Node
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Lookup:
    """``lookup(table, key, …)`` or ``lookup(table.value, key, …)``."""

    table: str
    value: str | None
    keys: tuple[Node, ...]
    column: int = field(default=0, compare=False)


Node = (
    Number | Text | Symbol | Unary | Binary | If | Call | Aggregate | Previous | Lookup
)  # fmt: skip

COMPARISONS = frozenset({"=", "!=", "<", "<=", ">", ">="})
LOGIC = frozenset({"and", "or"})


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below, in the order they are written."""
    match node:
        case Unary():
            return (node.operand,)
        case Binary():
            return (node.left, node.right)
        case If():
            return (node.condition, node.then, node.otherwise)
        case Call():
            return node.arguments
        case Aggregate():
            return tuple(each for each in (node.body, node.where) if each is not None)
        case Previous():
            return (node.initial,)
        case Lookup():
            return node.keys
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for child in children(node):
        yield from walk(child)


def size(node: Node) -> int:
    return sum(1 for _ in walk(node))
