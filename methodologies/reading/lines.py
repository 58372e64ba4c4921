"""At which line a key of a TOML file stands, and a refusal of files that would be dear to parse.

``tomllib`` knows no lines and takes quadratic time for long dotted keys, so the text is looked
through once before it is parsed.
"""

from __future__ import annotations

import re

from methodologies import limits
from methodologies.errors import MethodologyCode, MethodologyError

Path = tuple[str | int, ...]
_NOTABLE = re.compile(r"\"\"\"|\'\'\'|[\"\'#]")
_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r'\s*([\w.-]+|"[^"]*")\s*=')
_PIECES = re.compile(r"[,={}\[\]#]")


class Lines:
    """The lines of a file's tables and keys. Asked for a key it has not, it answers for the
    table around it."""

    def __init__(self, text: str) -> None:
        self._found: dict[Path, int] = {}
        self._counts: dict[str, int] = {}
        self._inside: str = ""
        self._prefix: Path = ()
        for row, line in enumerate(text.split("\n"), start=1):
            self._read(row, line)

    def of(self, *path: str | int) -> int:
        """The line of ``path``, such as ``("equation", 2, "formula")``."""
        while path and path not in self._found:
            path = path[:-1]
        return self._found.get(path, 1)

    def _read(self, row: int, line: str) -> None:
        began_inside = bool(self._inside)
        bare = self._without_strings(line)
        _refuse_dear(row, line, bare)
        if began_inside:
            return
        if header := _HEADER.match(line):
            self._enter(row, header.group(2).strip(), many=header.group(1) == "[[")
        elif key := _KEY.match(line):
            name = key.group(1).strip('"')
            self._found.setdefault((*self._prefix, *name.split(".")), row)

    def _without_strings(self, line: str) -> str:
        """The line without strings and comments; notes whether a long string goes on after it."""
        kept, at = [], 0
        while at <= len(line):
            if self._inside:
                end = _end_of_string(line, at, self._inside)
                if end < 0:
                    if len(self._inside) == 1:  # a broken line: tomllib will say so
                        self._inside = ""
                    break
                at, self._inside = end, ""
                continue
            found = _NOTABLE.search(line, at)
            kept.append(line[at : found.start() if found else len(line)])
            if found is None or found.group() == "#":
                break
            kept.append("''")
            self._inside, at = found.group(), found.end()
        return "".join(kept)

    def _enter(self, row: int, name: str, *, many: bool) -> None:
        parts: list[str | int] = []
        names = name.split(".")
        for place, part in enumerate(names, start=1):
            parts.append(part.strip().strip('"'))
            dotted = ".".join(map(str, parts))
            if many and place == len(names):
                self._counts[dotted] = self._counts.get(dotted, -1) + 1
            if dotted in self._counts:
                parts.append(self._counts[dotted])
        self._prefix = tuple(parts)
        self._found.setdefault(self._prefix, row)


def _end_of_string(line: str, at: int, quotes: str) -> int:
    """Just after the closing ``quotes``, or -1. A backslash escapes only between double quotes."""
    while (found := line.find(quotes, at)) >= 0:
        before = len(line[:found]) - len(line[:found].rstrip("\\"))
        if quotes[0] == "'" or before % 2 == 0:
            return found + len(quotes)
        at = found + 1
    return -1


def _refuse_dear(row: int, line: str, bare: str) -> None:
    if len(line) > limits.LINE_CHARACTERS:
        raise MethodologyError(
            MethodologyCode.FILE_TOO_LARGE,
            line=row,
            size=f"{len(line):,} 字符/行",
            limit=f"{limits.LINE_CHARACTERS:,}",
        )
    deepest = depth = 0
    for sign in bare:
        depth += (sign in "[{") - (sign in "]}")
        deepest = max(deepest, depth)
    dots = max(piece.count(".") for piece in _PIECES.split(bare))
    if deepest > limits.BRACKET_DEPTH or dots > limits.KEY_DOTS:
        raise MethodologyError(MethodologyCode.FILE_TOO_NESTED, line=row, limit=limits.KEY_DOTS)
