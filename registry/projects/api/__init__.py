"""Registered projects to read: registration is published."""
