"""What writes the evidence log: sealing and its keys."""
