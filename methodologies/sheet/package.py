"""Is an uploaded file safe to open? Looked at before any of it is parsed.

An .xlsx is a zip of XML parts. Every part is unpacked once under a limit and its tags are counted,
so that what the parser does afterwards is bounded whatever the file says of itself. Two things that
the parser does not tell are found on the way: merged cells, and formulas without a value.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

from core.errors import CodedError
from methodologies import limits
from methodologies.sheet.errors import SheetCode

_LARGE = re.compile(rb"<(?:[\w.-]+:)?(?:worksheet|sst)\b")
_ROOT = re.compile(rb"<[A-Za-z_]")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s/>]")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?\bref=[\"']([A-Z0-9:$]{1,30})[\"']")
_TAG = re.compile(rb"<(/?)(?:[\w.-]+:)?(c|f|v)(?=[\s/>])([^>]*)>")
_REF = re.compile(rb"\br=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
_MACROS = (b"macroEnabled", b"vbaProject")
MERGED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Package:
    """What was seen in each sheet, by the path of its part."""

    merged: dict[str, list[str]] = field(default_factory=dict)
    unvalued: dict[str, frozenset[str]] = field(default_factory=dict)


def inspect(raw: bytes) -> Package:
    """Refuses what is no workbook, has macros, or would take too much time or memory to read."""
    if len(raw) > limits.BOOK_BYTES:
        raise too_large("文件", "file", f"{len(raw):,} B", f"{limits.BOOK_BYTES:,} B")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _inspect(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as problem:
        raise unreadable(_said(raw), str(problem)[:80]) from None
    except (RuntimeError, NotImplementedError) as problem:  # encrypted, or packed in a rare way
        raise unreadable("加密或不支持的压缩方式", str(problem)[:80]) from None


def too_large(what: str, what_en: str, size: str, limit: str) -> CodedError:
    return CodedError(SheetCode.BOOK_TOO_LARGE, what=what, what_en=what_en, size=size, limit=limit)


def unreadable(problem: str, problem_en: str) -> CodedError:
    return CodedError(SheetCode.BOOK_UNREADABLE, problem=problem, problem_en=problem_en)


def _said(raw: bytes) -> str:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        return "旧格式 .xls 或加密文件"
    return "文件损坏" if raw.startswith(b"PK") else "不是 Excel 文件"


def _inspect(archive: zipfile.ZipFile) -> Package:
    parts = archive.infolist()
    if len(parts) > limits.BOOK_PARTS:
        raise too_large("部件", "parts", f"{len(parts):,}", f"{limits.BOOK_PARTS:,}")
    names = [part.filename for part in parts]
    if len(set(names)) != len(names) or "[Content_Types].xml" not in names:
        raise unreadable("部件不全或重复", "parts are missing or stand twice")
    if "xl/workbook.xml" not in names:
        raise unreadable("不是 Excel 工作簿", "no workbook inside")
    found, left, tags = Package(), limits.BOOK_UNPACKED_BYTES, 0
    for part in parts:
        with archive.open(part) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            size = f"> {limits.BOOK_UNPACKED_BYTES:,} B"
            raise too_large("解压后", "unpacked", size, f"{limits.BOOK_UNPACKED_BYTES:,} B")
        tags += _look_at(part.filename, content, found)
        if tags > limits.BOOK_TAGS:
            raise _too_many_tags(limits.BOOK_TAGS)
    return found


def _look_at(name: str, content: bytes, found: Package) -> int:
    """The number of tags of one part; refuses it where it is what no workbook has."""
    if name.endswith("vbaProject.bin") or (
        name == "[Content_Types].xml" and any(word in content for word in _MACROS)
    ):
        raise CodedError(SheetCode.BOOK_MACROS)
    if not name.lower().endswith((".xml", ".rels", ".vml")) and not content.lstrip().startswith(
        (b"<", b"\xef\xbb\xbf")
    ):
        return 0  # a picture or a printer's settings: no parser reads it
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or b"\x00" in content:
        raise unreadable(f"部件 {name[:60]} 异常", f"the part {name[:60]} is not plain XML")
    tags = content.count(b"<")
    root = _ROOT.search(content)
    inside = 0
    if root is not None and _LARGE.match(content, root.start()):
        first, last = content.find(b"sheetData"), content.rfind(b"sheetData")
        inside = content.count(b"<", first, last) if first >= 0 else 0
        if b"<worksheet" not in content[:4_000] and b":worksheet" not in content[:4_000]:
            inside = tags  # the texts that sheets share
        else:
            _look_at_sheet(name, content, found)
    if tags - inside > limits.BOOK_OTHER_TAGS:
        raise _too_many_tags(limits.BOOK_OTHER_TAGS)
    return tags


def _look_at_sheet(name: str, content: bytes, found: Package) -> None:
    rows = sum(1 for _ in _ROW.finditer(content))
    if rows > limits.BOOK_ROWS:
        raise too_large("行数", "rows", f"{rows:,}", f"{limits.BOOK_ROWS:,}")
    merged = [each.group(1).decode() for each in _MERGED.finditer(content)]
    if merged:
        found.merged[name] = merged
    if _FORMULA.search(content):
        found.unvalued[name] = _formulas_without_value(content)


def _formulas_without_value(content: bytes) -> frozenset[str]:
    """References of cells that have a formula and no value, or an empty one."""
    found: set[str] = set()
    ref, has_formula, has_value = "", False, False
    for tag in _TAG.finditer(content):
        closing, name, rest = tag.groups()
        alone = rest.endswith(b"/")
        if name == b"c" and not closing:
            named = _REF.search(rest)
            ref, has_formula, has_value = named.group(1).decode() if named else "", False, False
        elif name == b"f" and not closing:
            has_formula = True
        elif name == b"v" and not closing:
            has_value = not alone and content[tag.end() : tag.end() + 1] != b"<"
        if name == b"c" and closing and has_formula and not has_value:
            found.add(ref)
    return frozenset(found)


def _too_many_tags(limit: int) -> CodedError:
    return too_large("内容（XML 标记）", "XML tags", f"> {limit:,}", f"{limit:,}")
