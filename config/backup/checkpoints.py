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
    if found is None:
        return None
    return {"size": int(found.size), "root": bytes(found.root).hex(), "note": str(found.note)}
