"""Kills tell their figures as the long runs of the model do."""

from __future__ import annotations

from tests.model.conftest import say

__all__ = ["say"]
