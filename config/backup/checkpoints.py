"""The newest signed checkpoint of the evidence log, in the words of a manifest."""

from __future__ import annotations

from typing import Any


def latest() -> dict[str, Any] | None:
    """Its number of leaves, root and signed note; None before the first seal."""
    try:
        from governance.audit.evidence.selectors import latest_checkpoint  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None
    found = latest_checkpoint()
    return None if found is None else words_of(found)


def words_of(checkpoint: Any) -> dict[str, Any]:
    return {
        "tree_size": int(checkpoint.tree_size),
        "root": _hex(checkpoint.root),
        "note": str(checkpoint.note),
    }


def _hex(value: Any) -> str:
    return bytes(value).hex() if isinstance(value, (bytes, bytearray, memoryview)) else str(value)
