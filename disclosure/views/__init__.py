"""Public pages: they read through selectors and decide nothing."""
