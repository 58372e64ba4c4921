"""The file of a notice (TOML) and what may be wrong in it.

    year = 2026
    edition = 1
    number = "国办发明电〔2025〕7号"
    title = "…"

    [[holiday]]
    name = "国庆节"
    from = 2026-10-01
    to = 2026-10-07
    work = [2026-09-20, 2026-10-10]

``from`` and ``to`` are the whole time off, weekends included, as the notice prints it; ``work`` are the
weekend days on which one works instead.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from core.errors import CodedError
from governance.rulebook.errors import RulebookCode

SHIPPED = Path(__file__).parent / "notices"
LARGEST_BYTES = 64 * 1024
LONGEST_HOLIDAY_DAYS = 31


@dataclass(frozen=True, slots=True)
class Notice:
    year: int
    edition: int
    number: str
    title: str
    days_off: tuple[dt.date, ...]
    days_on: tuple[dt.date, ...]
    text: str


def read_notice(text: str) -> Notice:
    """Parse and check a notice's file; ``notice_invalid`` says where and what."""
    if len(text.encode()) > LARGEST_BYTES:
        raise _wrong("文件", f"大于 {LARGEST_BYTES // 1024} KB", "file", "larger than 64 KB")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong("文件", f"不是有效的 TOML（{error}）", "file", f"not TOML: {error}") from error
    year = _whole(data, "year", 2000, 2199)
    edition = _whole(data, "edition", 1, 99)
    days_off: set[dt.date] = set()
    days_on: set[dt.date] = set()
    holidays = data.get("holiday")
    if not isinstance(holidays, list) or not holidays:
        raise _wrong("holiday", "一个节日也没有", "holiday", "there is none")
    for number, holiday in enumerate(holidays, 1):
        off, on = _holiday(holiday, number, year)
        if off & (days_off | days_on) or on & (days_off | days_on):
            raise _wrong(
                f"第 {number} 个 holiday", "日期与前面的重复",
                f"holiday {number}", "a day is named twice",
            )  # fmt: skip
        days_off |= off
        days_on |= on
    return Notice(
        year, edition, _text(data, "number", 60), _text(data, "title", 200),
        tuple(sorted(day for day in days_off if day.weekday() < 5)), tuple(sorted(days_on)), text,
    )  # fmt: skip


def _holiday(holiday: Any, number: int, year: int) -> tuple[set[dt.date], set[dt.date]]:
    where, where_en = f"第 {number} 个 holiday", f"holiday {number}"
    if not isinstance(holiday, dict):
        raise _wrong(where, "不是一个表", where_en, "not a table")
    first, last, work = holiday.get("from"), holiday.get("to"), holiday.get("work", [])
    if (
        not _is_day(first)
        or not _is_day(last)
        or not 0 <= (last - first).days < LONGEST_HOLIDAY_DAYS
    ):
        raise _wrong(
            where, "from、to 不是 31 天以内的一段日期", where_en, "from and to are no span of days"
        )
    off = {first + dt.timedelta(days=n) for n in range((last - first).days + 1)}
    if not isinstance(work, list) or not all(_is_day(day) and day.weekday() > 4 for day in work):
        raise _wrong(
            where, "work 中有的不是周末日期", where_en, "work names what is no weekend day"
        )
    on = set(work)
    if on & off or any(day.year != year for day in off | on):
        raise _wrong(
            where,
            f"日期不都在 {year} 年内，或与放假日期重复",
            where_en,
            f"a day outside {year}, or off and on",
        )
    return off, on


def _is_day(value: Any) -> TypeGuard[dt.date]:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _whole(data: dict[str, Any], name: str, least: int, most: int) -> int:
    value = data.get(name, 1 if name == "edition" else None)
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise _wrong(
            name,
            f"应为 {least} 至 {most} 的整数",
            name,
            f"not a whole number from {least} to {most}",
        )
    return value


def _text(data: dict[str, Any], name: str, limit: int) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= limit:
        raise _wrong(
            name, f"应为 1 至 {limit} 个字", name, f"not a text of 1 to {limit} characters"
        )
    return value.strip()


def _wrong(where: str, what: str, where_en: str, what_en: str) -> CodedError:
    return CodedError(
        RulebookCode.NOTICE_INVALID, where=where, what=what, where_en=where_en, what_en=what_en
    )
