"""Walks through the pages as a person does: a real browser, a real server, real commits."""
