"""The font has what its rule says, and nothing is printed with a hole in it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from core.fonts.coverage import COVERED, printable
from core.pdf import FONTS, fonts

FILES = [FONTS / f"Noto{kind}CJKsc-Regular-subset.otf" for kind in ("Sans", "Serif")]
MOST_BYTES = 4_000_000


def shorts(content: bytes, at: int, count: int = 1) -> tuple[int, ...]:
    return struct.unpack(f">{count}H", content[at : at + 2 * count])


def characters(font: Path) -> set[str]:
    """Those of the font's own table (cmap format 4, whose segments have no holes)."""
    content = font.read_bytes()
    heads = [content[12 + 16 * n : 28 + 16 * n] for n in range(shorts(content, 4)[0])]
    (cmap,) = [struct.unpack(">4sIII", head)[2] for head in heads if head[:4] == b"cmap"]
    at = cmap + struct.unpack(">I", content[cmap + 8 : cmap + 12])[0]
    assert shorts(content, at) == (4,)
    count = shorts(content, at + 6)[0] // 2
    lasts = shorts(content, at + 14, count)
    firsts = shorts(content, at + 16 + 2 * count, count)
    return {
        chr(code)
        for first, last in zip(firsts, lasts, strict=True)
        for code in range(first, last + 1)
    }


@pytest.mark.parametrize("font", FILES, ids=lambda font: font.name)
def test_the_rule_and_the_font_agree(font: Path):
    assert characters(font) >= COVERED
    assert len(COVERED) > 7_000


def test_the_fonts_are_small_and_come_with_their_licence():
    assert sum(font.stat().st_size for font in FILES) < MOST_BYTES
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert fonts().families() == ["Noto Sans CJK SC", "Noto Serif CJK SC"]


def test_a_missing_character_is_spelt_out():
    assert printable("张𠮷三") == "张[U+20BB7]三"
    assert printable("北京\n碳惠\t天府 ＢＪ－１") == "北京 碳惠 天府 ＢＪ－１"
    assert printable("\x00") == "[U+0000]"
