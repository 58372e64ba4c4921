"""Word documents (.docx) by python-docx: a blank page of ours to write on, and bytes that depend on the
content alone.

No clock, no user name and nothing of the library's own template takes part: the same document gives the
same bytes on every machine, so that its hash can be published. Texts are put in by :func:`wordable`.
"""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
import zipfile
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RELATED
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONGEST_PROPERTY = 255
KEPT_STYLES = {"Normal", "DefaultParagraphFont", "TableNormal", "TableGrid"}
# What the library's template brings and a document does without.
_LEFTOVERS = (
    "/stylesWithEffects", "/webSettings", "/numbering", "/customXml", "/thumbnail",
    "/extended-properties", "/theme",
)  # fmt: skip
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first moment a zip archive can name


def wordable(text: str) -> str:
    """The text as a document can hold it: characters that XML forbids or nobody sees, such as marks that
    turn the direction of writing, are spelt ``[U+202E]``; line breaks and tabs become blanks."""
    plain = " ".join(text.split())
    return "".join(f"[U+{ord(c):04X}]" if _unseen(c) else c for c in plain)


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN


def blank_document(fonts: Iterable[tuple[str, str]]) -> WordDocument:
    """An empty document. ``fonts`` are the names it uses, each with what to take in its place where
    it is missing (several parted by commas)."""
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [k for k, each in relations.items() if each.reltype.endswith(_LEFTOVERS)]:
            del relations[key]
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT_STYLES:
            styles.remove(style)
    for each in styles.iter(qn("w:rFonts"), qn("w:lang")):
        each.attrib.clear()  # the template's theme and its American English
    for each in document.settings.element.iter(qn("w:themeFontLang")):
        each.set(qn("w:eastAsia"), "zh-CN")
    _name_fonts(document, fonts)
    return document


def _name_fonts(document: WordDocument, fonts: Iterable[tuple[str, str]]) -> None:
    table = OxmlElement("w:fonts")
    for name, instead in fonts:
        font = add(table, "w:font", name=name)
        add(font, "w:altName", val=instead)
    (part,) = [
        r.target_part for r in document.part.rels.values() if r.reltype == RELATED.FONT_TABLE
    ]
    part._blob = serialize_part_xml(table)


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """A new last child ``tag`` (``w:…``) of ``parent``, its attributes in the same namespace."""
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def put(properties: Any, tag: str, **attributes: str) -> Any:
    """A new child ``tag`` of a paragraph's properties, where the schema wants it: before what sets
    spacing, indents and alignment. Word calls a document damaged whose elements are out of order."""
    element = add(properties, tag, **attributes)
    properties.insert_element_before(element, "w:spacing", "w:ind", "w:jc", "w:rPr")
    return element


def docx_bytes(document: WordDocument, *, title: str, author: str, on: dt.date) -> bytes:
    """The file. ``on`` stands as the day it was made and changed."""
    properties = document.core_properties
    moment = dt.datetime(on.year, on.month, on.day, tzinfo=dt.UTC)
    properties.title = wordable(title)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = wordable(author)[:LONGEST_PROPERTY]
    properties.created = properties.modified = moment
    properties.comments = properties.keywords = properties.subject = ""
    properties.language, properties.revision = "zh-CN", 1
    written = io.BytesIO()
    document.save(written)
    return _repacked(written)


def _repacked(archive: io.BytesIO) -> bytes:
    """The same parts in the same order, without the time of packing. Stored, not compressed: the bytes
    shall not depend on a compressor's version."""
    out = io.BytesIO()
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.create_system, part.external_attr = 0, 0
            target.writestr(part, source.read(name))
    return out.getvalue()
