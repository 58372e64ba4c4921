"""What people type for a serial, put into the one spelling the grammar knows.

Copied from a certificate, a chat or a scan, a serial comes with blanks, line breaks, full-width
characters, other dashes and small letters. The grammar itself (``registry/ledger/serials.py``) stays strict.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300  # characters looked at; the longest serial has 136
_BLANKS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_DASHES = re.compile("[‐‑‒–—―−~〜～至到]+")  # also 至 and 到: "…0001至…1000"
_TWICE = re.compile(r"_([0-9]{10})-\1$")


def normalised(text: str) -> str:
    """The serial that is most likely meant; it may still be none."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST]).upper()
    plain = _DASHES.sub("-", _BLANKS.sub("", plain))
    plain = plain.strip(".,;:。，；：、\"'“”‘’()《》<>")
    return _TWICE.sub(r"_\1", plain)  # a block of one is written without its last part
