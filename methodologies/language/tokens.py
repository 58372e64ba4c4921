"""The words of a formula. Accepts the signs people type (×, ÷, ≤, （）) beside the plain ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import NUMBER

SAME = {
    "×": "*",
    "·": "*",
    "÷": "/",
    "−": "-",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "==": "=",
    "**": "^",
    "（": "(",
    "）": ")",
    "，": ",",
}
RESERVED = frozenset(
    {
        *("if", "and", "or", "not", "min", "max", "abs", "exp", "ln", "sqrt", "lookup", "prev"),
        *("sum", "mean", "count", "least", "greatest", "variance", "first", "last"),
        *("true", "false"),
    }
)
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>{NUMBER})(?P<percent>\s*%)?|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)?)"
    r"|(?P<unit>\[[^\[\]]*\])|(?P<text>\"[^\"]*\")"
    r"|(?P<sign>\*\*|<=|>=|!=|==|[-+*/^()=<>,×·÷−≤≥≠（），]))"
)
SYMBOL = re.compile(r"[^\W\d]\w{0,39}\Z")


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is number, percent, name, unit, text, sign or end; ``column`` counts from 1."""

    kind: str
    text: str
    column: int


def tokens(formula: str) -> list[Token]:
    """The words of ``formula`` and an end mark."""
    if len(formula) > limits.FORMULA_CHARACTERS:
        raise MethodologyError(
            MethodologyCode.FORMULA_TOO_LONG,
            size=len(formula),
            limit=limits.FORMULA_CHARACTERS,
        )
    found, at, end = [], 0, len(formula.rstrip())
    while at < end:
        token = _TOKEN.match(formula, at)
        if token is None:
            at += len(formula[at:]) - len(formula[at:].lstrip())
            raise wrong(at + 1, f"不认识“{formula[at]}”", f"{formula[at]!r} means nothing here")
        kind = "number" if token.group("number") else str(token.lastgroup)
        if token.group("percent"):
            kind = "percent"
        text = token.group("number") or token.group(kind)
        found.append(Token(kind, SAME.get(text, text), token.start(token.lastgroup or 0) + 1))
        at = token.end()
    return [*found, Token("end", "", end + 1)]


def wrong(column: int, problem: str, problem_en: str) -> MethodologyError:
    return MethodologyError(
        MethodologyCode.FORMULA_SYNTAX, column=column, problem=problem, problem_en=problem_en
    )


def check_symbol(name: str) -> str:
    """``name`` itself, if it may be a symbol."""
    if not SYMBOL.match(name) or name in RESERVED:
        raise MethodologyError(MethodologyCode.SYMBOL_MALFORMED, text=name[:60])
    return name
