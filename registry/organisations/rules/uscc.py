"""The unified social credit code (统一社会信用代码, GB 32100-2015) of an organisation.

The check character is python-stdnum's. Its ``validate`` is not used: it demands eight leading
digits and so refuses real codes that begin with a letter (N: 农村集体经济组织, A: 军队, Y: 其他).
"""

from __future__ import annotations

import re
import unicodedata

from stdnum.cn import uscc as stdnum_uscc

from core.errors import CodedError
from registry.organisations.errors import OrganisationCode

LENGTH = 18
_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRTUWXY")
_REGION = range(2, 8)  # positions 3 to 8: the registering authority's GB/T 2260 code
_SEPARATORS = re.compile(r"[\s\-·]+")


def compact_uscc(text: str) -> str:
    """The code as stored: full-width characters made plain, separators dropped, upper case."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()


def checked_uscc(text: str) -> str:
    """The compact code, or ``uscc_length``, ``uscc_characters``, ``uscc_check``."""
    code = compact_uscc(text)
    if len(code) != LENGTH:
        raise CodedError(OrganisationCode.USCC_LENGTH, length=len(code))
    wrong = [
        (position, character)
        for position, character in enumerate(code)
        if character not in _ALPHABET or (position in _REGION and not character.isdigit())
    ]
    if wrong:
        raise CodedError(
            OrganisationCode.USCC_CHARACTERS,
            where="、".join(f"第 {position + 1} 位“{character}”" for position, character in wrong),
            where_en=", ".join(f"{character!r} at {position + 1}" for position, character in wrong),
        )
    if code[-1] != stdnum_uscc.calc_check_digit(code[:-1]):
        raise CodedError(OrganisationCode.USCC_CHECK, given=code[-1])
    return code
