"""Reads of methodologies: what is published, compiled plans, factors, the panel and its opinions."""
