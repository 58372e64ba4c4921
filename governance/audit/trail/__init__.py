"""The trail: one page over everything people did, ledger and documents alike."""
