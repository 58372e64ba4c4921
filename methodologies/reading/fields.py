"""One TOML table, read key by key: types are checked, and a key nobody asked for is refused."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from methodologies.definition import Formula, Source
from methodologies.errors import MethodologyCode, MethodologyError
from methodologies.exact import number
from methodologies.language.formula import parse_formula
from methodologies.reading.lines import Lines
from methodologies.reading.toml_text import Written

T = TypeVar("T")


class Fields:
    """``path`` is where the table stands; ``symbol`` is what errors name."""

    def __init__(
        self, data: Any, lines: Lines, path: tuple[str | int, ...], symbol: str = ""
    ) -> None:
        self.lines, self.path, self.symbol = lines, path, symbol
        self.asked: set[str] = set()
        if not isinstance(data, dict):
            self.data: dict[str, Any] = {}
            self.wrong(str(path[-1]), "一节 [...]", "a section [...]")
        self.data = data

    def line(self, key: str = "") -> int:
        return self.lines.of(*self.path, key) if key else self.lines.of(*self.path)

    def wrong(self, key: str, wanted: str, wanted_en: str) -> NoReturn:
        raise MethodologyError(
            MethodologyCode.VALUE_WRONG,
            line=self.line(key),
            symbol=self.symbol,
            key=key,
            wanted=wanted,
            wanted_en=wanted_en,
        )

    def raw(self, key: str) -> Any:
        self.asked.add(key)
        return self.data.get(key)

    def need(self, key: str) -> None:
        if key not in self.data:
            self.asked.add(key)
            raise MethodologyError(
                MethodologyCode.KEY_MISSING, line=self.line(), symbol=self.symbol, key=key
            )

    def text(self, key: str, default: str | None = None) -> str:
        if default is None:
            self.need(key)
        value = self.raw(key)
        if value is None:
            return default or ""
        if not isinstance(value, str):
            self.wrong(key, "一段文字", "a text")
        return value.strip()

    def one_of(self, key: str, among: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in among:
            self.wrong(key, "之一：" + "、".join(among), "one of " + ", ".join(among))
        return value

    def flag(self, key: str) -> bool:
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, "true 或 false", "true or false")
        return bool(value)

    def whole(self, key: str, default: int | None = None) -> int | None:
        value = self.raw(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 10**15:
            self.wrong(key, "整数", "a whole number")
        return value

    def exact(self, key: str) -> Fraction | None:
        value = self.raw(key)
        if value is None:
            return None
        return self.place(lambda: number(self.number_text(key, value)), key)

    def number_text(self, key: str, value: Any) -> str:
        """A number as it was written, whether quoted or not."""
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, Written):
            return value.text
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, "数字", "a number")
        if value.bit_length() > 400:
            raise MethodologyError(
                MethodologyCode.NUMBER_TOO_LONG,
                line=self.line(key),
                symbol=self.symbol,
                limit=100,
            )
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        value = self.raw(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            self.wrong(key, "文字列表", "a list of texts")
        return tuple(value)

    def formula(self, key: str) -> Formula | None:
        """A formula and its tree; a bare number is a formula too."""
        value = self.raw(key)
        if value is None:
            return None
        text = self.number_text(key, value)
        tree = self.place(lambda: parse_formula(text), key)
        return Formula(" ".join(text.split()), tree, self.line(key))

    def source(self) -> Source:
        return Source(self.text("source", ""), self.text("clause", ""), self.flag("verified"))

    def below(self, key: str, symbol: str = "") -> Fields:
        found = self.raw(key)
        return Fields(
            {} if found is None else found, self.lines, (*self.path, key), symbol or self.symbol
        )

    def place(self, act: Callable[[], T], key: str = "") -> T:
        """Run ``act``; a refusal inside learns the line of ``key`` and the symbol."""
        try:
            return act()
        except MethodologyError as error:
            raise error.at(line=self.line(key), symbol=self.symbol) from None

    def done(self) -> None:
        """Every key was asked for, or this refuses the first one that was not."""
        for key in self.data:
            if key not in self.asked:
                raise MethodologyError(
                    MethodologyCode.KEY_UNKNOWN,
                    line=self.line(key),
                    symbol=self.symbol,
                    key=key[:60],
                    known="、".join(sorted(self.asked)),
                )
