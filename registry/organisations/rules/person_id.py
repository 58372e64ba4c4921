"""Numbers of identity documents: what is well-formed, and what may be shown of one.

A resident identity number (公民身份号码, GB 11643-1999) has a birth date and a check character,
which python-stdnum computes. Its ``validate`` is not used: it also demands that the place code
existed in the year of birth, and so refuses people numbered later than they were born.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from stdnum.cn import ric as stdnum_ric
from stdnum.exceptions import ValidationError

from core.errors import CodedError
from registry.organisations.errors import OrganisationCode
from registry.organisations.models.person import IdType

_OTHER = re.compile(r"[A-Z0-9]{5,20}")
_RESIDENT = re.compile(r"[1-9][0-9]{16}[0-9X]")
_LENGTH = 18
_OLDEST_BIRTH_YEAR = 1850


def compact_id(text: str) -> str:
    """The number as hashed: full-width characters made plain, blanks and dashes dropped, upper."""
    return re.sub(r"[\s\-]+", "", unicodedata.normalize("NFKC", text)).upper()


def checked_id(id_type: str, text: str, *, today: dt.date) -> str:
    """The compact number, or ``id_type_unknown``, ``id_length``, ``id_characters``,
    ``id_birth_date``, ``id_check``."""
    if id_type not in IdType.values:
        raise CodedError(OrganisationCode.ID_TYPE_UNKNOWN, id_type=id_type)
    number = compact_id(text)
    if id_type == IdType.RESIDENT_ID:
        return _checked_resident(number, today=today)
    if not _OTHER.fullmatch(number):
        raise CodedError(OrganisationCode.ID_CHARACTERS, label=IdType(id_type).label)
    return number


def _checked_resident(number: str, *, today: dt.date) -> str:
    if len(number) != _LENGTH:
        raise CodedError(OrganisationCode.ID_LENGTH, length=len(number))
    if not _RESIDENT.fullmatch(number):
        raise CodedError(OrganisationCode.ID_CHARACTERS, label=IdType.RESIDENT_ID.label)
    try:
        born_on = stdnum_ric.get_birth_date(number)
    except ValidationError:
        born_on = None
    if born_on is None or born_on.year < _OLDEST_BIRTH_YEAR or born_on > today:
        raise CodedError(OrganisationCode.ID_BIRTH_DATE)
    if number[-1] != stdnum_ric.calc_check_digit(number):
        raise CodedError(OrganisationCode.ID_CHECK)
    return number


def masked_id(number: str) -> str:
    """``110***********002X``: the first three and last four; of short numbers only the last two."""
    head, tail = (3, 4) if len(number) >= 15 else (1, 2)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]


def masked_name(name: str) -> str:
    """A person's name for the public: 张三 → 张*, 欧阳小明 → 欧**, Ann Lee → A**."""
    return name[0] + "*" * min(max(len(name) - 1, 1), 2)
