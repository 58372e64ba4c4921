"""Printed documents: a Typst template and plain data make a PDF, with the project's own font embedded.

The same data make the same bytes: no clock, no system font and no network takes part. Data reach the template
as JSON text and are never read as markup. PDF/A-2u: fit for archives, its text can be searched.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from core.fonts.coverage import printable

FONTS = Path(__file__).parent / "fonts"


def make_pdf(template: Path, data: dict[str, Any]) -> bytes:
    """The document; every text in ``data`` is put into characters that the font has."""
    words = json.dumps(_printable(data), ensure_ascii=False)
    made = typst.compile(
        template.read_bytes(),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": words},
        pdf_standards="a-2u",
        format="pdf",
    )
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single document")
    return made


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(each) for each in value]
    return value
