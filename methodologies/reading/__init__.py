"""A methodology file: bounded text → TOML with line numbers → a definition. Computes nothing."""
