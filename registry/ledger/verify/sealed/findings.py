"""What a run finds, by kind: the first few of each are listed, the rest counted."""

from __future__ import annotations

import threading
from collections import Counter
from typing import Any

from registry.ledger.verify.report import Violation
from registry.ledger.verify.sealed.faults import EvidenceFault

LISTED = 20


class Findings:
    """Filled by both lanes at once."""

    def __init__(self) -> None:
        self._counts: Counter[EvidenceFault] = Counter()
        self._listed: dict[EvidenceFault, list[dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def add(self, fault: EvidenceFault, **where: Any) -> None:
        with self._lock:
            self._counts[fault] += 1
            listed = self._listed.setdefault(fault, [])
            if len(listed) < LISTED:
                listed.append(where)

    def violations(self) -> list[Violation]:
        """In the order of the enum, each knowing how many of its kind there are."""
        return [
            Violation(fault, where, self._counts[fault])
            for fault in EvidenceFault
            for where in sorted(self._listed.get(fault, ()), key=lambda w: str(sorted(w.items())))
        ]
