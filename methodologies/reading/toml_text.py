"""Bytes of a file → a TOML document and its lines, within bounds of size and depth."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from typing import Any

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.reading.lines import Lines

_AT_LINE = re.compile(r"at line (\d+)")
_LAST_HEADER = re.compile(r"^[ \t]*\[\[?([^\[\]\n]+)\]\]?[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Written:
    """A number as it stood in the file, so that no float is made of it."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """``sha256`` is of the file's bytes: what is published is frozen by it."""

    data: dict[str, Any]
    lines: Lines
    sha256: str


def read_toml(raw: bytes) -> Document:
    """Parse ``raw``; every refusal names the line."""
    if len(raw) > limits.FILE_BYTES or raw.count(b"\n") > limits.FILE_LINES:
        _refuse_size(raw)
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        raise MethodologyError(
            MethodologyCode.FILE_UNREADABLE,
            line=raw.count(b"\n", 0, problem.start) + 1,
            problem="UTF-8",
        ) from None
    lines = Lines(text)
    try:
        data = tomllib.loads(text, parse_float=Written)
    except tomllib.TOMLDecodeError as problem:
        at = _AT_LINE.search(str(problem))
        line = int(at.group(1)) if at else text.count("\n") + 1
        raise MethodologyError(
            MethodologyCode.FILE_NOT_TOML, line=line, problem=str(problem)[:200]
        ) from None
    except RecursionError:
        raise MethodologyError(
            MethodologyCode.FILE_TOO_NESTED, line=_deepest(text), limit=limits.BRACKET_DEPTH
        ) from None
    except ValueError:  # an integer of thousands of digits
        raise MethodologyError(
            MethodologyCode.NUMBER_TOO_LONG, line=_longest(text), limit=limits.LITERAL_DIGITS
        ) from None
    return Document(data, lines, hashlib.sha256(raw).hexdigest())


def _refuse_size(raw: bytes) -> None:
    """Says the section in which the file grew too large."""
    head = raw[: limits.FILE_BYTES].decode("utf-8", errors="replace")
    head = "\n".join(head.split("\n")[: limits.FILE_LINES])
    headers = list(_LAST_HEADER.finditer(head))
    line = head.count("\n", 0, headers[-1].start(1)) + 1 if headers else 1
    raise MethodologyError(
        MethodologyCode.FILE_TOO_LARGE,
        line=line,
        symbol=headers[-1].group(1).split(".")[-1].strip() if headers else "",
        size=f"{len(raw):,} B / {raw.count(10):,} 行",
        limit=f"{limits.FILE_BYTES:,} B / {limits.FILE_LINES:,} 行",
    )


def _deepest(text: str) -> int:
    """The line at which brackets are open the deepest."""
    depth = deepest = 0
    found = 1
    for row, line in enumerate(text.split("\n"), start=1):
        depth += line.count("[") + line.count("{") - line.count("]") - line.count("}")
        if depth > deepest:
            deepest, found = depth, row
    return found


def _longest(text: str) -> int:
    runs = (
        (max(map(len, re.findall(r"\d+", line)), default=0), -row)
        for row, line in enumerate(text.split("\n"), start=1)
    )
    return -max(runs)[1]
