"""Which stored hashes make a proof, and the proof made of them.

A node is named (level, index): level 0 are leaf hashes, and a node exists once the ``2 ** level``
leaves below it do. ``get`` gives the hashes of some nodes at once, so that a proof costs one query.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from governance.audit.evidence import merkle

Node = tuple[int, int]
Get = Callable[[Iterable[Node]], Mapping[Node, bytes]]


def covering(begin: int, end: int) -> list[Node]:
    """The complete subtrees that make up leaves ``begin`` to ``end`` (exclusive), in their order,
    where ``begin`` is a border of the tree (a multiple of the largest subtree that fits)."""
    return [(level, (begin >> level) + index) for level, index in merkle.peaks(end - begin)]


def inclusion(index: int, size: int) -> list[list[Node]]:
    """For each step of an inclusion proof, the nodes whose fold it is."""
    if not 0 <= index < size:
        raise merkle.ProofError(f"leaf {index} is not in a tree of {size}")
    begin, end, steps = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            steps.append(covering(middle, end))
            end = middle
        else:
            steps.append(covering(begin, middle))
            begin = middle
    return steps[::-1]


def consistency(old: int, new: int) -> list[list[Node]]:
    """For each step of a consistency proof between two sizes, the nodes whose fold it is."""
    if not 0 < old <= new:
        raise merkle.ProofError(f"no consistency proof leads from {old} to {new}")
    begin, end, whole, steps = 0, new, True, []
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            steps.append(covering(middle, end))
            end = middle
        else:
            steps.append(covering(begin, middle))
            begin, whole = middle, False
    if not whole:
        steps.append(covering(begin, end))
    return steps[::-1]


def make(steps: list[list[Node]], get: Get) -> list[bytes]:
    """The proof itself, every node asked for once."""
    hashes = get({node for step in steps for node in step})
    return [merkle.fold(hashes[node] for node in step) for step in steps]


def root(size: int, get: Get) -> bytes:
    """The root at some size."""
    (found,) = make([merkle.peaks(size)], get)
    return found


def _split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)
