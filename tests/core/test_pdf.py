"""The font has what its rule says, and nothing is printed with a hole in it."""

from __future__ import annotations

import struct

from core.fonts.coverage import COVERED, printable
from core.pdf import FONTS, fonts

FONT = FONTS / "NotoSansCJKsc-Regular-subset.otf"
MOST_BYTES = 4_000_000


def shorts(content: bytes, at: int, count: int = 1) -> tuple[int, ...]:
    return struct.unpack(f">{count}H", content[at : at + 2 * count])


def characters() -> set[str]:
    """Those of the font's own table (cmap format 4, whose segments have no holes)."""
    content = FONT.read_bytes()
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


def test_the_rule_and_the_font_agree():
    assert characters() >= COVERED
    assert len(COVERED) > 7_000


def test_the_font_is_small_and_comes_with_its_licence():
    assert FONT.stat().st_size < MOST_BYTES
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()
    assert fonts().families() == ["Noto Sans CJK SC"]


def test_a_missing_character_is_spelt_out():
    assert printable("张𠮷三") == "张[U+20BB7]三"
    assert printable("北京\n碳惠\t天府 ＢＪ－１") == "北京 碳惠 天府 ＢＪ－１"
    assert printable("\x00") == "[U+0000]"
