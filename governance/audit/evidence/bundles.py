"""Checking a proof file: every step computed anew from the records it shows. Pure, without Django.

What a proof file says about itself is never believed: hashes are computed from the records, the
number of leaves and the root come from the signed checkpoint, and the key from whoever asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from governance.audit.evidence import checkpoints, merkle, notes, records

FORMAT = "carbon-registry-proof/1"


class BundleError(ValueError):
    """Why a proof file does not prove what it says: a stable code and two sentences."""

    def __init__(self, code: str, zh: str, en: str) -> None:
        super().__init__(f"{code}: {en}")
        self.code, self.zh, self.en = code, zh, en


@dataclass(frozen=True, slots=True)
class Proven:
    """What is certain when the key is trusted."""

    records: list[Mapping[str, str | None]]
    leaf: Mapping[str, str | None]
    index: int
    checkpoint: checkpoints.Checkpoint
    newer: checkpoints.Checkpoint | None
    key: notes.VerifierKey


def check(bundle: Any, key: notes.VerifierKey | None = None) -> Proven:
    """Prove the file or raise :class:`BundleError`. ``key`` is the trusted one; without it the
    file's own key is used, which proves only that the file agrees with itself."""
    try:
        return _check(bundle, key)
    except BundleError:
        raise
    except notes.NoteError as error:
        raise BundleError(
            "signature", f"检查点的签名或密钥不成立：{error}", f"checkpoint or key: {error}"
        ) from error
    except (merkle.ProofError, records.RecordError) as error:
        raise BundleError("proof", f"证明不成立：{error}", f"the proof fails: {error}") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BundleError(
            "malformed", f"文件格式不对：{error!r}", f"the file is malformed: {error!r}"
        ) from error


def _check(bundle: Any, key: notes.VerifierKey | None) -> Proven:
    if bundle["proof"] != FORMAT:
        raise BundleError("malformed", "不是本登记簿的证明文件。", "no proof file of this kind.")
    used = key or notes.VerifierKey.parse(bundle["key"])
    point = checkpoints.opened(bundle["checkpoint"], used)
    leaf = bundle["leaf"]
    shown = [leaf]
    if "entry" in bundle:
        shown = _entry(bundle["entry"], leaf)
    if str(bundle["id"]) != shown[0]["entry" if "entry" in bundle else "request"]:
        raise BundleError("subject", "编号与所证记录不符。", "the file is about another record.")
    index = _number(bundle["index"])
    hashed = merkle.leaf_hash(records.line_of(leaf).encode())
    if merkle.root_from_inclusion(hashed, index, point.size, _path(bundle["path"])) != point.root:
        raise BundleError(
            "inclusion",
            "记录与检查点不符：内容被改过，或不在该检查点之内。",
            "the record does not lead to the checkpoint's root: it was changed, or is not in it.",
        )
    return Proven(shown, leaf, index, point, _newer(bundle.get("newer"), point, used), used)


def _entry(entry: Any, leaf: Mapping[str, str | None]) -> list[Mapping[str, str | None]]:
    """The lines of an entry, proven to be an entry of the request that the leaf is."""
    lines: list[Mapping[str, str | None]] = list(entry["lines"])
    first = lines[0]
    numbers = [line["line"] for line in lines]
    same = all(
        (line["entry"], line["request"]) == (first["entry"], first["request"]) for line in lines
    )
    in_order = numbers in ([None], [str(n) for n in range(1, len(lines) + 1)])
    if not same or not in_order or first["request"] != leaf["request"]:
        raise BundleError(
            "lines",
            "分录各行不完整，或不属于该请求。",
            "the entry's lines are incomplete, or of another request.",
        )
    if leaf["format"] != records.REQUEST or any(x["format"] != records.ENTRY for x in lines):
        raise BundleError("malformed", "记录格式不对。", "records of another format.")
    hashed = merkle.root_of([merkle.leaf_hash(records.line_of(line).encode()) for line in lines])
    size = _number(int(leaf["entries"] or ""))
    found = merkle.root_from_inclusion(hashed, _number(entry["index"]), size, _path(entry["path"]))
    if found.hex() != leaf["entries_root"]:
        raise BundleError(
            "entry_inclusion",
            "分录与请求中的汇总值不符：分录内容被改过。",
            "the entry does not lead to the request's root: it was changed.",
        )
    return lines


def _newer(
    newer: Any, point: checkpoints.Checkpoint, key: notes.VerifierKey
) -> checkpoints.Checkpoint | None:
    """A later checkpoint that is proven to go on from the first one."""
    if newer is None:
        return None
    later = checkpoints.opened(newer["checkpoint"], key)
    check_consistency(point, later, newer["path"])
    return later


def check_consistency(
    older: checkpoints.Checkpoint, later: checkpoints.Checkpoint, path: Sequence[str]
) -> None:
    roots = merkle.roots_from_consistency(older.size, later.size, older.root, _path(path))
    if older.origin != later.origin or roots != (older.root, later.root):
        raise BundleError(
            "consistency",
            "较新的检查点不是由较早的检查点延续而来：历史被改写过。",
            "the newer checkpoint does not continue the older one: history was rewritten.",
        )


def _path(path: Sequence[str]) -> list[bytes]:
    found = [bytes.fromhex(step) for step in path]
    if any(len(step) != 32 for step in found):
        raise merkle.ProofError("a step is no SHA-256 hash")
    return found


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{value!r} is no number")
    return value
