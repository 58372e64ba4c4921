"""The Merkle tree of RFC 9162 §2.1 over SHA-256: leaf and node hashes, roots, and how to check proofs.

Pure Python without Django: the offline verifier and strangers' programs need nothing else. What
makes proofs from stored hashes is in :mod:`governance.audit.evidence.proofs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256().digest()
LEAF, NODE = b"\x00", b"\x01"


class ProofError(ValueError):
    """A proof of the wrong length, or for a tree that cannot be."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one leaf's bytes."""
    return sha256(LEAF + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees, the left one complete."""
    return sha256(NODE + left + right).digest()


def complete_levels(hashes: Sequence[bytes]) -> list[list[bytes]]:
    """The complete subtrees over these leaf hashes, level by level, leaves first."""
    levels = [list(hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        pairs = zip(below[::2], below[1::2], strict=False)
        levels.append([sha256(b"\x01" + left + right).digest() for left, right in pairs])
    return levels


def peaks(size: int) -> list[tuple[int, int]]:
    """The complete subtrees that a tree of ``size`` leaves consists of, largest first, as (level, index)."""
    found, done = [], 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append((level, done >> level))
            done += 1 << level
    return found


def fold(hashes: Iterable[bytes]) -> bytes:
    """The root over complete subtrees given largest first; the root of nothing for none."""
    root: bytes | None = None
    for found in reversed(list(hashes)):
        root = found if root is None else node_hash(found, root)
    return EMPTY_ROOT if root is None else root


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    levels = complete_levels(hashes)
    return fold(levels[level][index] for level, index in peaks(len(hashes)))


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162 §2.1.3.2)."""
    if not 0 <= index < size:
        raise ProofError(f"leaf {index} is not in a tree of {size}")
    position, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            raise ProofError("the inclusion proof is too long")
        if position & 1 or position == last:
            found = node_hash(sibling, found)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        position, last = position >> 1, last >> 1
    if last:
        raise ProofError("the inclusion proof is too short")
    return found


def roots_from_consistency(
    old: int, new: int, old_root: bytes, path: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """The two roots that a consistency proof leads to (RFC 9162 §2.1.4.2)."""
    if not 0 < old <= new:
        raise ProofError(f"no consistency proof leads from {old} to {new}")
    if old == new:
        if path:
            raise ProofError("equal trees need no proof")
        return old_root, old_root
    rest = list(path) if old & (old - 1) else [old_root, *path]
    if not rest:
        raise ProofError("the consistency proof is empty")
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    first = second = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            raise ProofError("the consistency proof is too long")
        if position & 1 or position == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not position & 1 and position:
                position, last = position >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        position, last = position >> 1, last >> 1
    if last:
        raise ProofError("the consistency proof is too short")
    return first, second
