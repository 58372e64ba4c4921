"""Numbers that are well-formed and belong to nobody: credit codes and identity numbers.

The codes carry real check characters, so that the services accept them, and a body (``DEM``, place
``999999``) that no authority has ever given out.
"""

from __future__ import annotations

from stdnum.cn import ric, uscc


def sample_uscc(prefix: str, place: str, number: int) -> str:
    """A unified social credit code: ``prefix`` is 91 for companies, 11 for public bodies; ``place``
    the GB/T 2260 code of who registered it."""
    body = f"{prefix}{place}DEM{number:06d}"
    return f"{body}{uscc.calc_check_digit(body)}"


def sample_resident_id(born: str, number: int) -> str:
    """A resident identity number of the place 999999, which does not exist."""
    body = f"999999{born}{number:03d}"
    return f"{body}{ric.calc_check_digit(body + '0')}"
