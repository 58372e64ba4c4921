"""Whose move it is, in words for those outside the bureau."""

from __future__ import annotations

from collections.abc import Iterable

from registry.casework.parties import OWNER, VVB, Party

BUREAU = "主管部门"


def in_words(turn: Iterable[Party]) -> str:
    """Empty when it is nobody's: the case is over, or a time has to pass."""
    found = []
    for party in sorted(turn):
        if party in OWNER:
            word = "申请单位"
        elif party in VVB:
            word = "审定核查机构"
        else:
            word = party.zh if party is Party.EXPERT else BUREAU
        if word not in found:
            found.append(word)
    return "、".join(found)
