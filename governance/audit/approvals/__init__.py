"""Maker-checker: an act proposed by one person and done when another approves."""
