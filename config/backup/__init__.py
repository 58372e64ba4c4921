"""Backup and restore: the whole database in one file, beside it what must come out of it again.

``dumping`` makes a folder of two files, ``restoring`` brings it into an empty database elsewhere, and
``comparing`` says whether what is there now is what was backed up. docs/operations.md has the drill.
"""
