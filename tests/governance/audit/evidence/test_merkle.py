"""The tree against its recursive definition, against the published vectors, and against forgers."""

from __future__ import annotations

import contextlib
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from governance.audit.evidence import merkle, proofs, store

# The eight leaves and roots that the implementations of Certificate Transparency test with.
VECTOR = [bytes.fromhex(x) for x in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION_0_OF_8 = (
    "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
)
CONSISTENCY_6_TO_8 = (
    "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
)
CONSISTENCY_2_TO_5 = (
    "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
)


def defined(hashes: list[bytes]) -> bytes:
    """MTH of RFC 9162 §2.1.1, word for word."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    k = max(2**n for n in range(20) if 2**n < len(hashes))
    return sha256(b"\x01" + defined(hashes[:k]) + defined(hashes[k:])).digest()


def tree(n: int) -> list[bytes]:
    return [merkle.leaf_hash(b"leaf %d" % i) for i in range(n)]


def getter(hashes: list[bytes]) -> proofs.Get:
    levels = merkle.complete_levels(hashes)
    return lambda nodes: {(level, at): levels[level][at] for level, at in nodes}


@pytest.mark.parametrize("size", range(9))
def test_published_roots(size: int):
    assert merkle.root_of([merkle.leaf_hash(x) for x in VECTOR[:size]]).hex() == ROOTS[size]


def test_published_proofs():
    get = getter([merkle.leaf_hash(x) for x in VECTOR])
    found = [p.hex() for p in proofs.make(proofs.inclusion(0, 8), get)]
    assert found == list(INCLUSION_0_OF_8)
    found = [p.hex() for p in proofs.make(proofs.consistency(6, 8), get)]
    assert found == list(CONSISTENCY_6_TO_8)
    found = [p.hex() for p in proofs.make(proofs.consistency(2, 5), get)]
    assert found == list(CONSISTENCY_2_TO_5)


@given(st.integers(0, 300))
def test_root_is_as_defined(size: int):
    assert merkle.root_of(tree(size)) == defined(tree(size))


@given(st.data())
def test_inclusion_leads_to_the_root(data: st.DataObject):
    size = data.draw(st.integers(1, 300))
    index = data.draw(st.integers(0, size - 1))
    hashes = tree(size)
    path = proofs.make(proofs.inclusion(index, size), getter(hashes))
    assert merkle.root_from_inclusion(hashes[index], index, size, path) == defined(hashes)


@given(st.data())
def test_consistency_leads_to_both_roots(data: st.DataObject):
    new = data.draw(st.integers(1, 300))
    old = data.draw(st.integers(1, new))
    hashes = tree(new)
    path = proofs.make(proofs.consistency(old, new), getter(hashes))
    roots = (defined(hashes[:old]), defined(hashes))
    assert merkle.roots_from_consistency(old, new, roots[0], path) == roots


@given(st.data())
def test_a_changed_proof_leads_elsewhere(data: st.DataObject):
    size = data.draw(st.integers(2, 120))
    index = data.draw(st.integers(0, size - 1))
    hashes = tree(size)
    path = proofs.make(proofs.inclusion(index, size), getter(hashes))
    at = data.draw(st.integers(0, len(path) - 1))
    forged = data.draw(
        st.sampled_from([
            path[:at] + path[at + 1 :],
            [*path[: at + 1], *path[at:]],
            [*path[:at], bytes(32), *path[at + 1 :]],
            [*path, bytes(32)],
        ])
    )  # fmt: skip
    with contextlib.suppress(merkle.ProofError):  # refused, which is as good
        assert merkle.root_from_inclusion(hashes[index], index, size, forged) != defined(hashes)


@given(st.data())
def test_rewritten_history_has_no_consistency_proof(data: st.DataObject):
    new = data.draw(st.integers(2, 120))
    old = data.draw(st.integers(1, new - 1))
    changed = data.draw(st.integers(0, old - 1))
    hashes = tree(new)
    before = defined(hashes[:old])
    hashes[changed] = merkle.leaf_hash(b"another")
    path = proofs.make(proofs.consistency(old, new), getter(hashes))
    assert merkle.roots_from_consistency(old, new, before, path) != (before, defined(hashes))


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_no_leaf_no_proof(index: int, size: int):
    with pytest.raises(merkle.ProofError):
        proofs.inclusion(index, size)
    with pytest.raises(merkle.ProofError):
        merkle.root_from_inclusion(bytes(32), index, size, [])


@settings(max_examples=60)
@given(st.lists(st.integers(1, 40), max_size=6))
def test_a_tree_grown_in_steps_has_the_same_nodes(steps: list[int]):
    hashes = tree(sum(steps))
    grown: dict[proofs.Node, bytes] = {}
    first = 0
    for step in steps:
        known = grown | {(0, n): h for n, h in enumerate(hashes[:first])}
        edge = {node: known[node] for node in merkle.peaks(first)}
        grown |= store.completed(first, hashes[first : first + step], edge)
        first += step
    levels = merkle.complete_levels(hashes)
    assert grown == {
        (level, at): value
        for level, row in enumerate(levels)
        if level
        for at, value in enumerate(row)
    }
