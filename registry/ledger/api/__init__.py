"""Accounts, holdings and entries to read, for whoever may look into them; for others they do not exist."""
