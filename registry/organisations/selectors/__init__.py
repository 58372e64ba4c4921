"""Reads of organisations. Nothing here writes."""
