"""How fast the ledger is, measured against floors and a peer in the same run.

Not part of the application and not imported by it, but for the command ``bench``. ``ledger`` tells
the whole run; ``lines/`` holds one file for each kind of measurement; docs/benchmarks.md says how
to read the figures.
"""
