"""Organisations to read: one's own."""
