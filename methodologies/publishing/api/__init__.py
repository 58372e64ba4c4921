"""Methodologies that programmes published, beside the catalogue shipped (``methodologies/api``)."""
