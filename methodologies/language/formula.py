"""Formula text → tree, by precedence. No ``eval``; depth and size are bounded while reading.

From loose to tight: ``or``, ``and``, ``not``, comparison, ``+ -``, ``* /``, sign, ``^``.
"""

from __future__ import annotations

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import number
from methodologies.language.tokens import Token, tokens, wrong
from methodologies.language.tree import (
    COMPARISONS,
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

FUNCTIONS = {"min": 0, "max": 0, "abs": 1, "exp": 1, "ln": 1, "sqrt": 1}
AGGREGATES = frozenset({"sum", "mean", "count", "least", "greatest", "variance", "first", "last"})
KNOWN = "if, min, max, abs, exp, ln, sqrt, lookup, prev, " + ", ".join(sorted(AGGREGATES))


def parse_formula(text: str) -> Node:
    """The tree of ``text``; raises with the character where reading stopped."""
    return _Reader(text).whole()


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens, self.at = tokens(text), 0
        self.depth = self.nodes = 0

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def whole(self) -> Node:
        node = self.expression()
        if self.next.kind != "end":
            text = self.next.text
            raise wrong(self.next.column, f"多余的“{text}”", f"{text!r} is not expected here")
        return node

    def take(self) -> Token:
        self.nodes += 1
        if self.nodes > limits.FORMULA_NODES:
            raise MethodologyError(
                MethodologyCode.FORMULA_TOO_LONG, size=self.nodes, limit=limits.FORMULA_NODES
            )
        self.at += 1
        return self.tokens[self.at - 1]

    def is_sign(self, *signs: str) -> bool:
        return self.next.kind == "sign" and self.next.text in signs

    def expect(self, sign: str) -> None:
        if not self.is_sign(sign):
            got = self.next.text or "结尾"
            raise wrong(
                self.next.column, f"应为“{sign}”，而不是“{got}”", f"{sign!r} expected, not {got!r}"
            )
        self.take()

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > limits.FORMULA_DEPTH:
            raise MethodologyError(MethodologyCode.FORMULA_TOO_DEEP, limit=limits.FORMULA_DEPTH)

    def expression(self) -> Node:
        self.deeper()
        left = self.conjunction()
        while self.next.kind == "name" and self.next.text == "or":
            column = self.take().column
            left = Binary("or", left, self.conjunction(), column)
        self.depth -= 1
        return left

    def conjunction(self) -> Node:
        left = self.negation()
        while self.next.kind == "name" and self.next.text == "and":
            column = self.take().column
            left = Binary("and", left, self.negation(), column)
        return left

    def negation(self) -> Node:
        if self.next.kind == "name" and self.next.text == "not":
            column = self.take().column
            self.deeper()
            node = Unary("not", self.negation(), column)
            self.depth -= 1
            return node
        return self.comparison()

    def comparison(self) -> Node:
        left = self.additive()
        if self.next.kind == "sign" and self.next.text in COMPARISONS:
            token = self.take()
            return Binary(token.text, left, self.additive(), token.column)
        return left

    def additive(self) -> Node:
        left = self.multiplicative()
        while self.is_sign("+", "-"):
            token = self.take()
            left = Binary(token.text, left, self.multiplicative(), token.column)
        return left

    def multiplicative(self) -> Node:
        left = self.signed()
        while self.is_sign("*", "/"):
            token = self.take()
            left = Binary(token.text, left, self.signed(), token.column)
        return left

    def signed(self) -> Node:
        if self.is_sign("-", "+"):
            token = self.take()
            self.deeper()
            node = self.signed()
            self.depth -= 1
            return Unary("-", node, token.column) if token.text == "-" else node
        return self.powered()

    def powered(self) -> Node:
        base = self.atom()
        if not self.is_sign("^"):
            return base
        column = self.take().column
        self.deeper()
        exponent = self.signed()
        self.depth -= 1
        return Binary("^", base, exponent, column)

    def atom(self) -> Node:
        token = self.next
        if token.kind in {"number", "percent"}:
            return self.literal()
        if token.kind == "text":
            self.take()
            return Text(token.text[1:-1], token.column)
        if token.kind == "name":
            self.take()
            return self.call(token) if self.is_sign("(") else Symbol(token.text, token.column)
        if self.is_sign("("):
            self.take()
            node = self.expression()
            self.expect(")")
            return node
        got = token.text or "结尾"
        raise wrong(token.column, f"此处不应有“{got}”", f"{got!r} is not expected here")

    def literal(self) -> Node:
        token = self.take()
        value = number(token.text)
        if token.kind == "percent":
            return Number(value / 100, token.text + "%", None, token.column)
        if self.next.kind == "unit":
            return Number(value, token.text, self.take().text[1:-1].strip(), token.column)
        return Number(value, token.text, None, token.column)

    def call(self, name: Token) -> Node:
        if name.text == "if":
            arguments = self.arguments(3, 3, "if(条件, 是, 否)")
            return If(arguments[0], arguments[1], arguments[2], name.column)
        if name.text in FUNCTIONS:
            exactly = FUNCTIONS[name.text]
            wanted = f"{name.text}(x)" if exactly else f"{name.text}(x, y, …)"
            arguments = self.arguments(exactly or 1, exactly or 50, wanted)
            return Call(name.text, tuple(arguments), name.column)
        if name.text in AGGREGATES:
            return self.aggregate(name)
        if name.text == "prev":
            arguments = self.arguments(2, 2, wanted := "prev(符号, 首行的值)")
            if not isinstance(arguments[0], Symbol):
                raise MethodologyError(MethodologyCode.ARGUMENTS_WRONG, name="prev", wanted=wanted)
            return Previous(arguments[0].name, arguments[1], name.column)
        if name.text == "lookup":
            return self.lookup(name)
        raise MethodologyError(MethodologyCode.FUNCTION_UNKNOWN, name=name.text, known=KNOWN)

    def arguments(self, least: int, most: int, wanted: str) -> list[Node]:
        self.expect("(")
        found: list[Node] = []
        while not found or self.is_sign(","):
            if found:
                self.take()
            found.append(self.expression())
        self.expect(")")
        if not least <= len(found) <= most:
            name = wanted.split("(")[0]
            raise MethodologyError(MethodologyCode.ARGUMENTS_WRONG, name=name, wanted=wanted)
        return found

    def aggregate(self, name: Token) -> Node:
        only_table = name.text == "count"
        wanted = f"{name.text}(表{'' if only_table else ', 式'}[, 条件])"
        arguments = self.arguments(1 if only_table else 2, 2 if only_table else 3, wanted)
        table, rest = arguments[0], arguments[1:]
        if not isinstance(table, Symbol):
            raise MethodologyError(MethodologyCode.ARGUMENTS_WRONG, name=name.text, wanted=wanted)
        body = None if only_table else rest.pop(0)
        return Aggregate(name.text, table.name, body, rest[0] if rest else None, name.column)

    def lookup(self, name: Token) -> Node:
        arguments = self.arguments(2, 5, wanted := "lookup(表[.列], 键, …)")
        table = arguments[0]
        if not isinstance(table, Symbol):
            raise MethodologyError(MethodologyCode.ARGUMENTS_WRONG, name="lookup", wanted=wanted)
        which, _, value = table.name.partition(".")
        return Lookup(which, value or None, tuple(arguments[1:]), name.column)
