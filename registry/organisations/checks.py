"""Refuses to run without the key that keeps document numbers from being guessed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from registry.organisations.person_hash import SHORTEST_KEY


def person_id_key(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if len(getattr(settings, "PERSON_ID_KEY", "")) >= SHORTEST_KEY:
        return []
    return [
        Error(
            f"PERSON_ID_KEY is missing or shorter than {SHORTEST_KEY} characters.",
            hint="Set a long random PERSON_ID_KEY in the environment, back it up, never change it.",
            id="organisations.E001",
        )
    ]
