"""A formula's tree as a person writes it, with symbols or with the numbers put in their place."""

from __future__ import annotations

from collections.abc import Callable

from methodologies.language.tree import (
    Aggregate,
    Binary,
    Call,
    If,
    Lookup,
    Node,
    Number,
    Previous,
    Symbol,
    Text,
    Unary,
)

LOOSENESS = {
    "or": 1,
    "and": 2,
    "=": 4,
    "!=": 4,
    "<": 4,
    "<=": 4,
    ">": 4,
    ">=": 4,
    "+": 5,
    "-": 5,
    "*": 6,
    "/": 6,
    "^": 8,
}
SIGNS = {"*": "×", "/": "÷", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠"}
# How a symbol, a previous value and an aggregate are put; what the first answers decides the rest.
Put = Callable[[Node], str | None]


def show(node: Node, put: Put, around: int = 0) -> str:
    """The text of ``node``. ``put`` may answer for any node; ``None`` leaves it as it is."""
    answered = put(node)
    if answered is not None:
        return answered
    match node:
        case Number():
            return node.text + (f" {node.unit}" if node.unit else "")
        case Text():
            return f"“{node.value}”"
        case Symbol():
            return node.name
        case Unary():
            inner = show(node.operand, put, 7)
            return f"not {inner}" if node.op == "not" else f"(−{inner})"
        case Binary():
            return _binary(node, put, around)
        case If():
            parts = [show(each, put) for each in (node.condition, node.then, node.otherwise)]
            return f"if({', '.join(parts)})"
        case Call():
            return f"{node.function}({', '.join(show(each, put) for each in node.arguments)})"
        case Aggregate():
            parts = [node.table, *(show(p, put) for p in (node.body, node.where) if p is not None)]
            return f"{node.function}({', '.join(parts)})"
        case Previous():
            return f"prev({node.symbol}, {show(node.initial, put)})"
        case Lookup():
            name = node.table + (f".{node.value}" if node.value else "")
            return f"lookup({', '.join([name, *(show(each, put) for each in node.keys)])})"


def _binary(node: Binary, put: Put, around: int) -> str:
    own = LOOSENESS[node.op]
    left = show(node.left, put, own + (node.op == "^"))
    right = show(node.right, put, own + (node.op in {"-", "/"}))
    text = f"{left} {SIGNS.get(node.op, node.op)} {right}"
    return f"({text})" if own < around else text
