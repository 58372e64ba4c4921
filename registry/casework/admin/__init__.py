"""The bureau's pages of cases, the same for every kind: desk, list, review page, step pages."""

from registry.casework.admin import cases

__all__ = ["cases"]
