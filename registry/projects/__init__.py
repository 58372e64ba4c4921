"""Projects and their reduction reports. So far the rules alone: pure functions in ``rules/``."""
