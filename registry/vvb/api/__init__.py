"""Accredited bodies to read: whoever may be engaged is public."""
