"""Methodologies as data that must prove themselves: file → tree → check → exact evaluation → trace.

Pure Python: nothing here but the thin app shell (``apps.py``, ``management/``), the web form
(``forms.py``) and the interface (``api/``) may import Django.
``docs/methodology-format.md`` is the format; ``catalogue/`` holds the files shipped.
"""
