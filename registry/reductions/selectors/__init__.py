"""Reads of reports: revisions and their differences, suspended projects, receiving accounts."""
