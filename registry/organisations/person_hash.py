"""The keyed hash that stands for the number of a person's identity document.

HMAC-SHA-256 under ``PERSON_ID_KEY``, a secret of its own from the environment: without it a list of
hashes cannot be tried against all possible numbers. The key never changes: under another key the
same person could be registered twice and is not found by number.
"""

from __future__ import annotations

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY = 32


def person_hash(id_type: str, number: str) -> str:
    """64 hexadecimal digits for a compact document number (``rules.person_id.checked_id``)."""
    key = settings.PERSON_ID_KEY
    if len(key) < SHORTEST_KEY:
        raise ImproperlyConfigured(f"PERSON_ID_KEY needs at least {SHORTEST_KEY} characters")
    message = f"{id_type}:{number}".encode()
    return hmac.new(key.encode(), message, hashlib.sha256).hexdigest()
