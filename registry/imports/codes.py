"""Other registries' words as codes that fit our serials (A-Z, 0-9, dot, hyphen; at most 40).

The same text always gives the same code. A text that already is a code is kept; for projects, what
was lost on the way is made up for by six digits of a hash, so that two projects never become one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

LONGEST = 40


def methodology_code(text: str) -> str:
    """A readable code of a kind of project: ``Landfill Gas`` and ``landfill-gas`` are the same."""
    code = _plain(text)
    return code if code and len(code) <= LONGEST else _hashed(code, text)


def project_code(text: str) -> str:
    """The code of a project: itself where it is one, with a hash where anything was changed."""
    code = _plain(text)
    return code if code == text and len(code) <= LONGEST else _hashed(code, text)


def _plain(text: str) -> str:
    ascii_only = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Z0-9.]+", "-", ascii_only.upper()).strip("-.")


def _hashed(code: str, text: str) -> str:
    digest = hashlib.sha256(text.encode()).hexdigest()[:6].upper()
    return f"{code[: LONGEST - 7].strip('-.')}-{digest}".lstrip("-")
