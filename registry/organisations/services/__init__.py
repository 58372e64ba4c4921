"""The acts on holders. Each takes ``actor`` and ``reason``, checks the right first, writes in one
transaction with history, and refuses with a coded error and nothing changed."""
