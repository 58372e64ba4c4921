"""Writes of methodologies: proposing one, and what each step of its case checks and does."""
