"""The expression language: text → tokens → tree. Knows nothing of units, files or values."""
